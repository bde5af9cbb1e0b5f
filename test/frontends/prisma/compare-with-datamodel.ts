import assert from 'node:assert/strict';
import { get_datamodel } from '@prisma/prisma-schema-wasm';
import type { SchemaDeclaration, TableDeclaration } from '../../../server/src/core/facts/schema';
import type { Dialect } from '../../../server/src/core/facts/sql-template';
import type { ExtractInput } from '../../../server/src/core/frontend';
import type { Span } from '../../../server/src/core/text';
import { dialectOf } from '../../../server/src/frontends/prisma/dialect';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';
import { withoutConnections } from '../../../server/src/frontends/prisma/lint';
import { operatorClassName } from '../../../server/src/frontends/prisma/operator-class';

/** Asserts that our reading of a schema without errors is Prisma's own; gives the number of models compared. */
export function compareWithDatamodel(files: readonly ExtractInput[]): number {
  const prismaSchema = files.map(({ uri, text }) => [uri, withoutConnections(text).replace(/^\uFEFF/, ' ')]);
  const theirs: Datamodel = JSON.parse(get_datamodel(JSON.stringify({ prismaSchema, noColor: true })));
  const dialect = files.map(({ text }) => dialectOf(text)).find(found => found !== undefined);
  const declarations = files.flatMap(file => {
    const { facts } = prismaFrontend.extract({ ...file, ...(dialect === undefined ? {} : { dialect }) });
    assert.deepEqual(facts.problems, [], file.uri);
    return facts.units.flatMap((unit, i): Said[] =>
      unit.kind === 'declaration' ? [{ declaration: unit.declaration, text: file.text.slice(facts.starts[i]) }] : [],
    );
  });
  const ours = summarizeDeclarations(declarations);
  const views = new Set(
    declarations.flatMap(({ declaration: one }) => (one.kind === 'table' && one.view ? [one.logicalName] : [])),
  );
  const expected = summarizeDatamodel(theirs, views, dialect);
  for (const [name, model] of Object.entries(expected)) assert.deepEqual(ours[name], model, name);
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(expected).sort());
  return Object.keys(expected).length;
}

/** A declaration and the document from its start on. */
interface Said {
  readonly declaration: SchemaDeclaration;
  readonly text: string;
}

/** The parts of Prisma's datamodel that facts have a counterpart for. */
interface Datamodel {
  readonly enums: readonly {
    readonly name: string;
    readonly dbName: string | null;
    readonly values: readonly { readonly name: string; readonly dbName: string | null }[];
  }[];
  readonly models: readonly {
    readonly name: string;
    readonly dbName: string | null;
    readonly schema: string | null;
    readonly fields: readonly DatamodelField[];
  }[];
  readonly indexes: readonly {
    readonly model: string;
    readonly type: string;
    readonly dbName?: string;
    readonly algorithm?: string;
    readonly fields: readonly {
      readonly name: string;
      readonly sortOrder?: string;
      readonly operatorClass?: string;
      readonly length?: number;
    }[];
  }[];
}

interface DatamodelField {
  readonly name: string;
  readonly dbName?: string;
  readonly kind: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly hasDefaultValue: boolean;
  readonly type: string;
  readonly nativeType?: readonly [string, readonly string[]] | null;
  readonly relationName?: string;
  readonly relationFromFields?: readonly string[];
  readonly relationToFields?: readonly string[];
  readonly relationOnDelete?: string;
  readonly relationOnUpdate?: string;
}

type Summary = Readonly<Record<string, readonly string[]>>;

function summarizeDatamodel(datamodel: Datamodel, views: ReadonlySet<string>, dialect: Dialect | undefined): Summary {
  const summary: Record<string, readonly string[]> = {};
  for (const { name, dbName, values } of datamodel.enums) {
    summary[`enum ${name}`] = [`name ${dbName ?? name}`, ...values.map(value => `value ${value.dbName ?? value.name}`)];
  }
  for (const model of datamodel.models) {
    const indexes = datamodel.indexes.filter(index => index.model === model.name && !views.has(model.name));
    summary[`table ${model.name}`] = [
      `name ${model.dbName ?? model.name} schema ${model.schema ?? '-'}`,
      ...model.fields.map(field => fieldLine(field, model.fields, dialect)),
      ...indexes
        .map(({ type, algorithm, dbName, fields }) => {
          const parts = fields.map(({ name, sortOrder, operatorClass, length }) =>
            indexPart(name, sortOrder, operatorClass && operatorClassName(operatorClass), length),
          );
          const kind = { id: 'primary', unique: 'unique' }[type] ?? 'index';
          return indexLine(kind, dbName, type === 'fulltext' ? type : algorithm?.toLowerCase(), parts);
        })
        .sort(),
    ];
  }
  return summary;
}

function fieldLine(field: DatamodelField, fields: readonly DatamodelField[], dialect: Dialect | undefined): string {
  const marks = `${field.isList ? '[]' : ''}${field.isRequired ? '' : '?'}`;
  if (field.kind !== 'object') {
    const [nativeName, sizes = []] = field.nativeType ?? [];
    const native = nativeName === undefined ? '' : `${nativeName}${sizes.length > 0 ? `(${sizes.join()})` : ''}`;
    return columnLine(field.name, field.dbName ?? field.name, field.type, marks, native, field.hasDefaultValue);
  }
  const { relationFromFields: from = [], relationToFields: to = [], relationOnDelete, relationOnUpdate } = field;
  if (from.length === 0) return relationLine(field.name, field.type, marks, from, to, undefined, undefined);
  const isEmptied = from.every(name => fields.find(other => other.name === name)?.isRequired === false);
  const byDefault = isEmptied ? 'SetNull' : dialect === 'sqlserver' ? 'NoAction' : 'Restrict';
  const onDelete = actionWord(relationOnDelete ?? byDefault);
  return relationLine(field.name, field.type, marks, from, to, onDelete, actionWord(relationOnUpdate ?? 'Cascade'));
}

function summarizeDeclarations(said: readonly Said[]): Summary {
  const summary: Record<string, readonly string[]> = {};
  const tables = said.flatMap(({ declaration, text }) => (declaration.kind === 'table' ? [{ declaration, text }] : []));
  const names = new Set(tables.map(({ declaration }) => declaration.logicalName));
  for (const { declaration } of said) {
    if (declaration.kind === 'enum') {
      const { logicalName, name, values } = declaration;
      summary[`enum ${logicalName}`] = [`name ${name}`, ...values.map(value => `value ${value}`)];
    }
  }
  for (const { declaration: table, text } of tables) {
    // Prisma leaves ignored models out of its datamodel.
    if (table.ignored) continue;
    summary[`table ${table.logicalName}`] = [
      `name ${table.name} schema ${table.schema ?? '-'}`,
      ...fieldLines(table, names, text),
      ...table.indexes
        .map(({ kind, name, method, columns, span }) =>
          indexLine(
            kind,
            isNameWritten(text.slice(span.start, span.end), name) ? name : undefined,
            method,
            columns.map(({ column, expression, order, operatorClass, length }) =>
              indexPart(column ?? expression ?? '', order, operatorClass, length),
            ),
          ),
        )
        .sort(),
    ];
  }
  return summary;
}

/** Prisma gives the names that the schema gives. Its default names are compared with a database's catalog. */
function isNameWritten(attribute: string, name: string | undefined): boolean {
  return name !== undefined && /\bmap\s*:|^@@index.*\bname\s*:/.test(attribute);
}

/** Decides as the model will what a field is whose line does not tell: a relation when its type is a table. */
function fieldLines(table: TableDeclaration, tables: ReadonlySet<string>, text: string): readonly string[] {
  const isIgnored = ({ start }: Span) => /^[^\r\n]*[^\S\r\n]@ignore\b/.test(text.slice(start));
  const lines = table.columns
    // Prisma leaves fields of unsupported types and those to be ignored out of its datamodel.
    .filter(column => !tables.has(column.type) && !column.type.startsWith('Unsupported(') && !isIgnored(column.span))
    .map(({ logicalName, name, type, nativeType = '', list, nullable, defaultText, span }) => {
      const marks = list ? '[]' : nullable ? '?' : '';
      const native = nativeType.replace(/\s/g, '').replace('()', '');
      return { at: span.start, line: columnLine(logicalName, name, type, marks, native, defaultText !== undefined) };
    });
  for (const { logicalName, target, list, nullable, fields, references, span } of table.relations) {
    if (!tables.has(target) || isIgnored(span)) continue;
    const marks = `${list ? '[]' : ''}${nullable ? '?' : ''}`;
    const key = table.foreignKeys.find(foreignKey => foreignKey.logicalName === logicalName);
    assert.deepEqual(key?.columns ?? [], fields, `${table.logicalName}.${logicalName}`);
    const line = relationLine(logicalName, target, marks, fields, references, key?.onDelete, key?.onUpdate);
    lines.push({ at: span.start, line });
  }
  return lines.sort((a, b) => a.at - b.at).map(({ line }) => line);
}

function columnLine(
  name: string,
  column: string,
  type: string,
  marks: string,
  native: string,
  hasDefault: boolean,
): string {
  return `column ${name} ${column} ${type}${marks} ${native}${hasDefault ? ' default' : ''}`;
}

function relationLine(
  name: string,
  target: string,
  marks: string,
  from: readonly string[],
  to: readonly string[],
  onDelete: string | undefined,
  onUpdate: string | undefined,
): string {
  return `relation ${name} ${target}${marks} (${from.join()}) -> (${to.join()}) ${onDelete ?? '-'} ${onUpdate ?? '-'}`;
}

/** `NoAction` → `no-action`. */
function actionWord(action: string | undefined): string | undefined {
  return action?.replace(/\B[A-Z]/g, '-$&').toLowerCase();
}

function indexPart(name: string, order?: string, operatorClass?: string, length?: number): string {
  return [name, order, operatorClass, length].filter(part => part !== undefined).join(' ');
}

function indexLine(
  kind: string,
  name: string | undefined,
  method: string | undefined,
  parts: readonly string[],
): string {
  return `index ${kind} ${name ?? '-'} ${method ?? '-'} (${parts.join(', ')})`;
}
