import type { RenderContext, WorkspaceChange } from '../../../core/fix';
import { nameCodeMigration } from './migration-name';
import { type MigrationShape, readMigrationShape } from './migration-shape';
import {
  type AddIndexMigration,
  type DropIndexMigration,
  type MigrationStatements,
  statementsOf,
  type Words,
} from './migration-statements';
import type { Declined } from './open-document';

/** A migration of its own, in the name, the form and the layout of the last one. */
export function renderNewMigration(
  intent: AddIndexMigration | DropIndexMigration,
  context: RenderContext,
): WorkspaceChange | Declined {
  const last = intent.files.findLast(uri => !uri.endsWith('.sql'));
  const file = last === undefined ? undefined : context.read(last);
  if (last === undefined || !file) return { declined: 'The last migration cannot be read.' };
  const shape = readMigrationShape(file.text);
  if (!shape) return { declined: 'The last migration is written in a way of its own: write this one by hand.' };
  const verb = intent.kind === 'add-index-migration' ? 'add' : 'drop';
  const newest = intent.files.at(-1) ?? last;
  const name = nameCodeMigration(
    intent.tool,
    intent.folder,
    newest.endsWith('.sql') ? last : newest,
    `${verb}_${intent.indexName}`,
    context.timestamp,
  );
  if (!name) return { declined: 'The name of the last migration has no number that can go on.' };
  if (context.read(name.uri) !== undefined) return { declined: 'A migration of this name exists.' };
  const statements = statementsOf(intent, wordsOf(shape));
  if ('declined' in statements) return statements;
  const text =
    shape.form === 'class'
      ? classText(intent, shape, statements, name.className)
      : moduleText(intent, shape, statements);
  return { edits: [], create: [{ uri: name.uri, text: text.replaceAll('\n', shape.lineEnd) }] };
}

function wordsOf({ handle, quote }: MigrationShape): Words {
  const text = (value: string) => quote + value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
  return {
    handle,
    text,
    // SQL is full of double quotes.
    sql: value =>
      value.includes(quote)
        ? `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
        : text(value),
  };
}

/** Lines of a body; `>` stands for one step of indentation more, `;` is the statement's end. */
function body(statements: readonly string[], depth: number, { indent, semicolons }: MigrationShape): string {
  const lines = statements.flatMap(statement => `${statement}${semicolons ? ';' : ''}`.split('\n'));
  return lines
    .map(line => {
      const steps = depth + (line.startsWith('>') ? 1 : 0);
      const text = line.replace(/^>/, '');
      return indent.repeat(steps) + (semicolons ? text : text.replace(/;$/, ''));
    })
    .join('\n');
}

/** What stands before the migration itself, with the blank line behind it. */
function head({ imports, strict, quote, semicolons, lineEnd }: MigrationShape, more: readonly string[] = []): string {
  const directive = strict ? [`${quote}use strict${quote}${semicolons ? ';' : ''}`] : [];
  const imported = [...imports.map(line => line.replaceAll(lineEnd, '\n')), ...more];
  const blocks = [...directive, ...(imported.length > 0 ? [imported.join('\n')] : [])];
  return blocks.map(block => `${block}\n\n`).join('');
}

type Intent = AddIndexMigration | DropIndexMigration;

function moduleText(intent: Intent, shape: MigrationShape, { up, down, outside }: MigrationStatements): string {
  const end = shape.semicolons ? ';' : '';
  const isPgm = intent.tool === 'node-pg-migrate';
  const exempt = outside && isPgm ? [`${shape.handle}.noTransaction()`] : [];
  const functions = [
    { name: 'up', statements: [...exempt, ...up] },
    { name: 'down', statements: [...exempt, ...down] },
  ];
  const isAsync = isPgm ? shape.async : true;
  const parts = functions.map(({ name, statements }) => functionText(name, statements, shape, isAsync));
  // `sql` is Kysely's own tag.
  const needsSql = intent.tool === 'kysely' && [...up, ...down].some(statement => statement.includes('sql`'));
  const sqlImport =
    needsSql && !shape.imports.some(line => /\bsql\b/.test(line))
      ? [`import { sql } from ${shape.quote}kysely${shape.quote}${end}`]
      : [];
  const config = outside && intent.tool === 'knex' ? configText(shape) : undefined;
  if (shape.form === 'exports' || shape.form === 'export-functions') {
    return `${head(shape, sqlImport)}${[...parts, ...(config === undefined ? [] : [config])].join('\n\n')}\n`;
  }
  const start = shape.form === 'module-exports' ? 'module.exports = {' : 'export default {';
  const members = [...parts, ...(config === undefined ? [] : [config])].map(part => `${part},`).join('\n\n');
  return `${head(shape, sqlImport)}${start}\n${members}\n}${shape.form === 'export-default' ? shape.annotation : ''}${end}\n`;
}

function configText({ form, before, indent, semicolons }: MigrationShape): string {
  const end = semicolons ? ';' : '';
  if (form === 'exports') return `${before}config = { transaction: false }${end}`;
  if (form === 'export-functions') return `export const config = { transaction: false }${end}`;
  return `${indent}config: { transaction: false }`;
}

function functionText(name: string, statements: readonly string[], shape: MigrationShape, isAsync: boolean): string {
  const { form, style, parameter, returns, annotation, before, indent, semicolons } = shape;
  const end = semicolons ? ';' : '';
  const word = isAsync ? 'async ' : '';
  const inObject = form === 'module-exports' || form === 'export-default';
  const own = inObject ? indent : '';
  const lines = body(statements, inObject ? 2 : 1, shape);
  const signature = `(${parameter})${returns}`;
  const arrow = `${word}${/^[\w$]+$/.test(parameter) && returns === '' ? parameter : signature} =>`;
  if (inObject) {
    if (style === 'method') return `${own}${word}${name}${signature} {\n${lines}\n${own}}`;
    const start = style === 'arrow' ? arrow : `${word}function ${signature}`;
    return `${own}${name}: ${start} {\n${lines}\n${own}}`;
  }
  if (form === 'exports') {
    const start = style === 'arrow' ? arrow : `${word}function ${signature}`;
    return `${before}${name} = ${start} {\n${lines}\n}${end}`;
  }
  if (style === 'arrow') return `export const ${name}${annotation} = ${arrow} {\n${lines}\n}${end}`;
  return `export ${word}function ${name}${signature} {\n${lines}\n}`;
}

function classText(
  intent: Intent,
  shape: MigrationShape,
  { up, down, outside }: MigrationStatements,
  className: string,
): string {
  const { before, heritage, modifiers, parameter, returns, nameField, quote, semicolons, indent } = shape;
  const end = semicolons ? ';' : '';
  const isMikro = intent.tool === 'mikro-orm';
  const word = shape.async || !isMikro ? 'async ' : '';
  const members = [
    ...(nameField === undefined ? [] : [`${indent}${nameField}${quote}${className}${quote}${end}`]),
    ...(outside && !isMikro ? [`${indent}transaction = false${end}`] : []),
    ...(outside && isMikro
      ? [
          `${indent}${modifiers}isTransactional()${returns === '' ? '' : ': boolean'} {\n${indent}${indent}return false${end}\n${indent}}`,
        ]
      : []),
    `${indent}${modifiers}${word}up(${parameter})${returns} {\n${body(up, 2, shape)}\n${indent}}`,
    `${indent}${modifiers}${word}down(${parameter})${returns} {\n${body(down, 2, shape)}\n${indent}}`,
  ];
  const closing = before.startsWith('module.exports') ? `}${end}` : '}';
  return `${head(shape)}${before}class ${className}${heritage} {\n${members.join('\n\n')}\n${closing}\n`;
}
