import type { Dialect, HoleReading, ReadSql, SqlFacts, SqlPiece, SqlTemplate } from '../../core/facts/sql-template';
import { readMysqlVariant } from './dialects/mysql-queries';
import { scanVariant } from './hole-context';
import { readHoleByTokens } from './lexed-holes';
import { readPostgresVariant, type VariantReading } from './read-variant';
import type { SqlFlavor } from './scan';
import { kindByFirstWord } from './statement-kind';
import { expandTemplate, type TemplateVariant } from './template-variants';

/** A reader of templates with a memory of its own: the same template is read once. */
export function createReadSql(): ReadSql {
  const memory = new Map<string, SqlFacts>();
  return (template, dialect) => {
    const key = `${dialect}${contentKey(template.pieces)}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const facts = readTemplate(template, dialect);
    if (memory.size >= REMEMBERED) memory.delete(memory.keys().next().value ?? '');
    memory.set(key, facts);
    return facts;
  };
}

export function flavorOf(dialect: Dialect): SqlFlavor {
  if (dialect === 'mysql' || dialect === 'sqlite') return dialect;
  return 'postgres';
}

function readTemplate(template: SqlTemplate, dialect: Dialect): SqlFacts {
  const { variants, holeCount } = expandTemplate(template);
  const readings = variants.map(variant => readVariant(variant, dialect));
  const parsed = readings.filter(reading => reading.parsed);
  const trusted = parsed.length > 0 ? parsed : readings;
  const first = trusted[0];
  const holes = Array.from({ length: holeCount }, (_, index) => agree(index, trusted, readings));
  const problem = parsed.length > 0 ? undefined : readings.find(reading => reading.problem !== undefined)?.problem;
  return {
    holes,
    blocks: first?.blocks ?? [],
    statement: first?.statement ?? 'not-sql',
    ...(problem === undefined ? {} : { problem }),
  };
}

function readVariant(variant: TemplateVariant, dialect: Dialect): VariantReading {
  const flavor = flavorOf(dialect);
  const tokens = scanVariant(variant, flavor);
  if (dialect === 'postgres' || dialect === 'cockroach') return readPostgresVariant(variant, tokens);
  if (flavor !== 'postgres') return readMysqlVariant(variant, tokens, flavor);
  // SQL Server and MongoDB: only the lexer can tell.
  const statement = dialect === 'mongo' ? 'not-sql' : kindByFirstWord(tokens);
  const holes = new Map<number, HoleReading>();
  for (const hole of tokens.holes) {
    holes.set(hole.index, statement === 'not-sql' ? UNKNOWN : readHoleByTokens(tokens, hole, flavor));
  }
  return { parsed: false, statement, holes, blocks: [] };
}

/** A position counts when all variants that hold the hole agree on it. */
function agree(index: number, trusted: readonly VariantReading[], all: readonly VariantReading[]): HoleReading {
  const own = trusted.flatMap(reading => reading.holes.get(index) ?? []);
  // Held only by variants that do not parse.
  const readings = own.length > 0 ? own : all.flatMap(reading => reading.holes.get(index) ?? []);
  const first = readings[0];
  if (first === undefined) return UNKNOWN;
  const same = readings.every(reading => reading.position === first.position && reading.quotes === first.quotes);
  if (!same) return { position: 'unknown', certainty: first.certainty };
  return readings.find(reading => reading.certainty === 'repaired') ?? first;
}

/** What the reading depends on: the text and where the holes are, not what is spliced. */
function contentKey(pieces: readonly SqlPiece[]): string {
  return pieces.map(pieceKey).join(',');
}

function pieceKey(piece: SqlPiece): string {
  switch (piece.kind) {
    case 'text':
      return JSON.stringify(piece.cooked);
    case 'hole':
      return '?';
    case 'choice':
      return `(${piece.of.map(contentKey).join('|')})`;
    case 'repeat':
      return `{${contentKey(piece.of)};${JSON.stringify(piece.separator)}}`;
  }
}

const UNKNOWN: HoleReading = { position: 'unknown', certainty: 'lexed' };
const REMEMBERED = 2_000;
