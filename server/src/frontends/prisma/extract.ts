import { readIgnoreDirective } from '../../core/facts/ignore-directive';
import type { IgnoreDirective, Problem, UnitFacts } from '../../core/facts/index';
import type { DatasourceDeclaration, GeneratorDeclaration, SchemaDeclaration } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import type { ExtractInput, Extraction } from '../../core/frontend';
import { hashText } from '../../core/hash';
import { shiftSpan } from '../../core/text';
import { dialectOfSchema } from './dialect';
import { extractTable } from './extract-table';
import { type MaskedText, maskText } from './mask';
import { type AssignmentMember, type Member, parseBlock } from './parse';
import type { Expression } from './parse-attribute';
import { attributeNamed, stringArgument } from './read-arguments';
import { type BlockRange, splitBlocks } from './split-blocks';

/** Prisma schema → facts: one unit for each block. A block whose text is unchanged is not read again. */
export function extractPrisma(input: ExtractInput, previous?: Extraction): Extraction {
  const source = maskText(input.text);
  const { blocks, strays } = splitBlocks(source);
  const dialect = input.dialect ?? dialectOfSchema(source, blocks);
  const before = isMemory(previous?.state) ? previous.state : undefined;
  const remembered = before?.dialect === dialect ? before : undefined;
  const memory: Memory = { kind: 'prisma-blocks', dialect, blocks: new Map() };
  const units: UnitFacts[] = [];
  const starts: number[] = [];
  const problems: Problem[] = strays.map(span => ({ message: 'This text belongs to no block.', span }));
  const seen = new Map<string, number>();

  for (const block of blocks) {
    const text = input.text.slice(block.span.start, block.span.end);
    const read = memory.blocks.get(text) ?? remembered?.blocks.get(text) ?? readBlock(text, dialect);
    memory.blocks.set(text, read);
    for (const { message, span } of read.problems) problems.push({ message, span: shiftSpan(span, block.span.start) });
    if (!read.declaration) continue;
    const id = `${block.keyword} ${block.name}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    const { fingerprint, declaration } = read;
    units.push({ kind: 'declaration', id: count === 1 ? id : `${id}~${count}`, fingerprint, declaration });
    starts.push(block.span.start);
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { facts: { frontend: 'prisma', units, starts, directives: directivesOf(source), problems }, state: memory };
}

/** What blocks were read as, by their text: a block's facts depend on nothing around it but the dialect. */
interface Memory {
  readonly kind: 'prisma-blocks';
  readonly dialect: Dialect | undefined;
  readonly blocks: Map<string, ReadBlock>;
}

/** Spans count from the start of the block. */
interface ReadBlock {
  readonly declaration?: SchemaDeclaration;
  readonly fingerprint: string;
  readonly problems: readonly Problem[];
}

function isMemory(state: unknown): state is Memory {
  return typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'prisma-blocks';
}

function readBlock(text: string, dialect: Dialect | undefined): ReadBlock {
  const source = maskText(text);
  const block = splitBlocks(source).blocks[0];
  if (!block) return { fingerprint: '', problems: [] };
  const { members, problems: lineProblems } = parseBlock(source, block);
  const problems: Problem[] = [...lineProblems];
  if (!block.closed) problems.push({ message: `The block ${block.name} is not closed.`, span: block.nameSpan });
  if (block.name === '') {
    return { fingerprint: '', problems: [{ message: 'This block has no name.', span: block.nameSpan }, ...problems] };
  }
  const declaration = declarationOf(block, members, text, dialect);
  if (!declaration) return { fingerprint: '', problems };
  return { declaration, fingerprint: hashText(JSON.stringify(declaration)), problems };
}

/** Composite types are parts of documents, no tables: they declare nothing. */
function declarationOf(
  block: BlockRange,
  members: readonly Member[],
  text: string,
  dialect: Dialect | undefined,
): SchemaDeclaration | undefined {
  switch (block.keyword) {
    case 'model':
    case 'view':
      return extractTable(block, members, text, dialect);
    case 'enum': {
      const attributes = members.flatMap(member => (member.kind === 'block-attribute' ? [member.attribute] : []));
      const schema = stringArgument(attributeNamed(attributes, 'schema'));
      return {
        kind: 'enum',
        logicalName: block.name,
        name: stringArgument(attributeNamed(attributes, 'map')) ?? block.name,
        ...(schema === undefined ? {} : { schema }),
        values: members.flatMap(member =>
          member.kind === 'value' ? [stringArgument(attributeNamed(member.attributes, 'map')) ?? member.name] : [],
        ),
        span: block.span,
      };
    }
    case 'datasource':
      return datasourceOf(block, assignmentsOf(members));
    case 'generator':
      return generatorOf(block, assignmentsOf(members));
    case 'type':
      return undefined;
  }
}

type Assignments = ReadonlyMap<string, Expression>;

function assignmentsOf(members: readonly Member[]): Assignments {
  const assignments = members.filter((member): member is AssignmentMember => member.kind === 'assignment');
  return new Map(assignments.map(({ name, value }) => [name, value]));
}

function datasourceOf(block: BlockRange, assignments: Assignments): DatasourceDeclaration {
  const provider = stringOf(assignments.get('provider'));
  // `referentialIntegrity` was the name of the setting until Prisma 4.5.
  const mode = stringOf(assignments.get('relationMode') ?? assignments.get('referentialIntegrity'));
  const schemas = assignments.get('schemas');
  return {
    kind: 'datasource',
    ...(provider === undefined ? {} : { provider }),
    ...(mode === 'prisma' || mode === 'foreignKeys' ? { relationMode: mode } : {}),
    ...(schemas?.kind === 'array' ? { schemas: schemas.items.flatMap(item => stringOf(item) ?? []) } : {}),
    span: block.span,
  };
}

function generatorOf(block: BlockRange, assignments: Assignments): GeneratorDeclaration {
  const provider = stringOf(assignments.get('provider'));
  const output = stringOf(assignments.get('output'));
  const features = assignments.get('previewFeatures');
  return {
    kind: 'generator',
    ...(provider === undefined ? {} : { provider }),
    ...(output === undefined ? {} : { output }),
    previewFeatures: features?.kind === 'array' ? features.items.flatMap(item => stringOf(item) ?? []) : [],
    span: block.span,
  };
}

function stringOf(value: Expression | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

function directivesOf(source: MaskedText): readonly IgnoreDirective[] {
  return source.comments.flatMap(span => {
    const comment = source.text.slice(span.start, span.end);
    return comment.includes('sargable-ignore')
      ? (readIgnoreDirective(comment, span, textBefore(source.text, span.start)) ?? [])
      : [];
  });
}

/** The text of a line up to an offset. */
function textBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return text.slice(start, offset);
}
