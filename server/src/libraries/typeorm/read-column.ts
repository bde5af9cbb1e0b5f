import type { Dialect } from '../../core/facts/sql-template';
import { enumValuesOf } from '../shared/enum-values';
import {
  flagOf,
  type LocatedValue,
  literalOf,
  numberOf,
  type Options,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import type { ColumnSpec, Generation } from './column-spec';

/** Dates and counters that TypeORM keeps itself. */
export type ColumnMode = 'regular' | 'create-date' | 'update-date' | 'delete-date' | 'version' | 'tree-level';

/** What the settings of a column say; `type` where it is not among them. */
export function readColumnSpec(
  options: Options,
  type: string | undefined,
  mode: ColumnMode,
  dialect: Dialect,
): ColumnSpec {
  const given = typeName(options.get('type')) ?? type;
  const nullable = flagOf(options.get('nullable'));
  const fallback = defaultOf(options.get('default'));
  const generation = generationOf(options.get('generated'));
  const enumValues = enumValuesOf(options.get('enum'))?.map(String);
  const enumName = textOf(options.get('enumName'));
  const length = lengthOf(options.get('length'));
  const precision = options.get('precision');
  const scale = numberOf(options.get('scale'));
  const spatialFeature = textOf(options.get('spatialFeatureType'));
  const keyName = textOf(options.get('primaryKeyConstraintName'));
  const srid = numberOf(options.get('srid'));
  const computed = options.get('asExpression') && (textOf(options.get('generatedType')) ?? 'VIRTUAL').toLowerCase();
  const settled = applyMode({ type: given, nullable, precision: precisionOf(precision, mode, dialect) }, mode, dialect);
  return {
    ...(settled.type === undefined ? {} : { type: settled.type }),
    ...(length === undefined ? {} : { length }),
    ...(settled.precision === undefined ? {} : { precision: settled.precision }),
    ...(scale === undefined ? {} : { scale }),
    array: flagOf(options.get('array')) === true,
    unsigned: flagOf(options.get('unsigned')) === true,
    ...(enumValues ? { enumValues } : {}),
    ...(enumName === undefined ? {} : { enumName }),
    ...(spatialFeature === undefined ? {} : { spatialFeature }),
    ...(srid === undefined ? {} : { srid }),
    // `default: null` says the same as `nullable: true`.
    nullable: settled.nullable ?? (fallback.isNull || (!options.complete && nullable === undefined)),
    primary: flagOf(options.get('primary')) === true,
    ...(keyName === undefined ? {} : { keyName }),
    hasDefault:
      fallback.given ||
      generation !== undefined ||
      computed !== undefined ||
      mode === 'create-date' ||
      mode === 'update-date',
    ...(fallback.text === undefined ? {} : { defaultText: fallback.text }),
    ...(generation ? { generation } : {}),
    ...(mode === 'tree-level' ? { treeLevel: true } : {}),
    ...(computed === 'stored' || computed === 'virtual' ? { computed } : {}),
    complete: options.complete && DECISIVE.every(key => isReadable(options.get(key))),
  };
}

/** Settings that are there and cannot be read leave the type open. */
const DECISIVE = [
  'type',
  'length',
  'precision',
  'scale',
  'array',
  'unsigned',
  'enumName',
  'spatialFeatureType',
  'srid',
];

function isReadable(located: LocatedValue | undefined): boolean {
  return !located || literalOf(located) !== undefined || typeName(located) !== undefined || isUndefined(located);
}

function isUndefined({ value }: LocatedValue): boolean {
  return value.kind === 'opaque' && value.uses.length === 0 && value.hint === undefined;
}

interface ModeSettings {
  readonly type: string | undefined;
  readonly nullable: boolean | undefined;
  readonly precision: number | undefined;
}

/** ColumnMetadata: a version column is a whole number whatever it says; a date of deletion may be empty. */
function applyMode({ type, nullable, precision }: ModeSettings, mode: ColumnMode, dialect: Dialect): ModeSettings {
  switch (mode) {
    case 'regular':
      return { type, nullable, precision };
    case 'version':
    case 'tree-level':
      return { type: 'Number', nullable, precision };
    case 'create-date':
    case 'update-date':
    case 'delete-date':
      return {
        type: type ?? (dialect === 'postgres' || dialect === 'cockroach' ? 'timestamp' : 'datetime'),
        nullable: mode === 'delete-date' ? true : nullable,
        precision,
      };
  }
}

/** MysqlDriver.mappedDataTypes: dates that TypeORM keeps have six digits, unless `precision: null` says otherwise. */
function precisionOf(located: LocatedValue | undefined, mode: ColumnMode, dialect: Dialect): number | undefined {
  if (!located && dialect === 'mysql' && mode.endsWith('date')) return 6;
  return numberOf(located);
}

/** `'varchar'`, or the name of a constructor: `String`. */
function typeName(located: LocatedValue | undefined): string | undefined {
  if (!located) return undefined;
  const text = textOf(located);
  if (text !== undefined) return text;
  const { value } = located;
  return value.kind === 'ref' && value.root.kind === 'outer' && value.path.length === 0 && isScalar(value.root.name)
    ? value.root.name
    : undefined;
}

function isScalar(name: string): boolean {
  return name === 'String' || name === 'Number' || name === 'Boolean' || name === 'Date';
}

function lengthOf(located: LocatedValue | undefined): string | undefined {
  const literal = located && literalOf(located);
  return literal === undefined || literal === null || literal === '' || literal === 0 ? undefined : String(literal);
}

function defaultOf(located: LocatedValue | undefined): { given: boolean; isNull: boolean; text?: string } {
  if (!located) return { given: false, isNull: false };
  const literal = literalOf(located);
  if (literal === null) return { given: false, isNull: true };
  if (isUndefined(located)) return { given: false, isNull: false };
  if (typeof literal === 'string') return { given: true, isNull: false, text: `'${literal}'` };
  if (literal !== undefined) return { given: true, isNull: false, text: String(literal) };
  const result = resultOf(located);
  const text = result && textOf(result);
  return { given: true, isNull: false, ...(text === undefined ? {} : { text }) };
}

export function generationOf(located: LocatedValue | undefined): Generation | undefined {
  if (!located) return undefined;
  const literal = literalOf(located);
  if (literal === 'uuid' || literal === 'identity' || literal === 'rowid' || literal === 'increment') return literal;
  return literal === false || literal === null ? undefined : 'increment';
}

/** The settings among the arguments of `@Column(type?, options?)`. */
export function columnArguments(args: readonly LocatedValue[]): { options: Options; type: string | undefined } {
  const [first, second] = args;
  if (!first) return { options: readOptions(undefined), type: undefined };
  const settled = settle(first);
  if (settled.value.kind === 'object') return { options: readOptions(settled), type: undefined };
  return { options: readOptions(second), type: typeName(first) };
}
