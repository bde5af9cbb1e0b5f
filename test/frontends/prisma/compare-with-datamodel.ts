import assert from 'node:assert/strict';
import { get_datamodel } from '@prisma/prisma-schema-wasm';
import type { SchemaDeclaration, TableDeclaration } from '../../../server/src/core/facts/schema';
import type { ExtractInput } from '../../../server/src/core/frontend';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';
import { withoutConnections } from '../../../server/src/frontends/prisma/lint';

/** Asserts that our reading of a schema without errors is Prisma's own; gives the number of models compared. */
export function compareWithDatamodel(files: readonly ExtractInput[]): number {
  const prismaSchema = files.map(({ uri, text }) => [uri, withoutConnections(text).replace(/^\uFEFF/, ' ')]);
  const theirs: Datamodel = JSON.parse(get_datamodel(JSON.stringify({ prismaSchema, noColor: true })));
  const declarations = files.flatMap(file => {
    const { facts } = prismaFrontend.extract(file);
    assert.deepEqual(facts.problems, [], file.uri);
    return facts.units.flatMap(unit => (unit.kind === 'declaration' ? [unit.declaration] : []));
  });
  const ours = summarizeDeclarations(declarations);
  const expected = summarizeDatamodel(theirs);
  for (const [name, model] of Object.entries(expected)) assert.deepEqual(ours[name], model, name);
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(expected).sort());
  return Object.keys(expected).length;
}

/** The parts of Prisma's datamodel that facts have a counterpart for. */
interface Datamodel {
  readonly enums: readonly {
    readonly name: string;
    readonly dbName: string | null;
    readonly values: readonly { readonly name: string }[];
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
  readonly relationName?: string;
  readonly relationFromFields?: readonly string[];
  readonly relationToFields?: readonly string[];
  readonly relationOnDelete?: string;
  readonly relationOnUpdate?: string;
}

type Summary = Readonly<Record<string, readonly string[]>>;

function summarizeDatamodel(datamodel: Datamodel): Summary {
  const summary: Record<string, readonly string[]> = {};
  for (const { name, dbName, values } of datamodel.enums) {
    summary[`enum ${name}`] = [`name ${dbName ?? name}`, ...values.map(value => `value ${value.name}`)];
  }
  for (const model of datamodel.models) {
    const indexes = datamodel.indexes.filter(index => index.model === model.name);
    summary[`table ${model.name}`] = [
      `name ${model.dbName ?? model.name} schema ${model.schema ?? '-'}`,
      ...model.fields.map(fieldLine),
      ...indexes
        .map(({ type, algorithm, fields }) => {
          const parts = fields.map(({ name, sortOrder, operatorClass, length }) =>
            indexPart(name, sortOrder, operatorClass, length),
          );
          const kind = { id: 'primary', unique: 'unique' }[type] ?? 'index';
          return indexLine(kind, type === 'fulltext' ? type : algorithm?.toLowerCase(), parts);
        })
        .sort(),
    ];
  }
  return summary;
}

function fieldLine(field: DatamodelField): string {
  const marks = `${field.isList ? '[]' : ''}${field.isRequired ? '' : '?'}`;
  if (field.kind !== 'object') {
    return columnLine(field.name, field.dbName ?? field.name, field.type, marks, field.hasDefaultValue);
  }
  const { relationFromFields: from = [], relationToFields: to = [], relationOnDelete, relationOnUpdate } = field;
  return relationLine(
    field.name,
    field.type,
    marks,
    from,
    to,
    actionWord(relationOnDelete),
    actionWord(relationOnUpdate),
  );
}

function summarizeDeclarations(declarations: readonly SchemaDeclaration[]): Summary {
  const summary: Record<string, readonly string[]> = {};
  const tables = declarations.filter(declaration => declaration.kind === 'table');
  const names = new Set(tables.map(table => table.logicalName));
  for (const declaration of declarations) {
    if (declaration.kind === 'enum') {
      const { logicalName, name, values } = declaration;
      summary[`enum ${logicalName}`] = [`name ${name}`, ...values.map(value => `value ${value}`)];
    }
  }
  // Prisma leaves ignored models out of its datamodel.
  for (const table of tables.filter(({ ignored }) => !ignored)) {
    summary[`table ${table.logicalName}`] = [
      `name ${table.name} schema ${table.schema ?? '-'}`,
      ...fieldLines(table, names),
      ...table.indexes
        .map(({ kind, method, columns }) =>
          indexLine(
            kind,
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

/** Decides as the model will what a field is whose line does not tell: a relation when its type is a table. */
function fieldLines(table: TableDeclaration, tables: ReadonlySet<string>): readonly string[] {
  const lines = table.columns
    // Prisma leaves fields of unsupported types out of its datamodel.
    .filter(column => !tables.has(column.type) && !column.type.startsWith('Unsupported('))
    .map(({ logicalName, name, type, list, nullable, hasDefault, span }) => {
      const marks = `${list ? '[]' : ''}${nullable ? '?' : ''}`;
      return { at: span.start, line: columnLine(logicalName, name, type, marks, hasDefault) };
    });
  for (const { logicalName, target, list, nullable, fields, references, span } of table.relations) {
    if (!tables.has(target)) continue;
    const marks = `${list ? '[]' : ''}${nullable ? '?' : ''}`;
    const key = table.foreignKeys.find(foreignKey => foreignKey.logicalName === logicalName);
    assert.deepEqual(key?.columns ?? [], fields, `${table.logicalName}.${logicalName}`);
    const line = relationLine(logicalName, target, marks, fields, references, key?.onDelete, key?.onUpdate);
    lines.push({ at: span.start, line });
  }
  return lines.sort((a, b) => a.at - b.at).map(({ line }) => line);
}

function columnLine(name: string, column: string, type: string, marks: string, hasDefault: boolean): string {
  return `column ${name} ${column} ${type}${marks}${hasDefault ? ' default' : ''}`;
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

function indexLine(kind: string, method: string | undefined, parts: readonly string[]): string {
  return `index ${kind} ${method ?? '-'} (${parts.join(', ')})`;
}
