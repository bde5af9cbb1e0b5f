import type { ForeignKeyFact, IndexColumn, IndexFact } from '../../core/facts/schema';
import type { Span } from '../../core/text';
import { actionOf, placer, type TableSubject } from './column';
import { foreignKeyName, storedName } from './constraint-names';
import { coreNameOf } from './core-modules';
import { type IndexReading, readIndexCall } from './index-call';
import {
  argumentOf,
  calleeOf,
  chainOf,
  enter,
  entryOf,
  type Located,
  type LocatedChain,
  locate,
  resultOfDeclared,
  textOf,
} from './scope';
import { ownColumnOf, readTarget } from './targets';

/** Indexes and constraints that the third argument declares. */
export interface TableConfig {
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
  /** False when a part may declare what cannot be seen. */
  readonly complete: boolean;
}

const NOTHING: TableConfig = { indexes: [], foreignKeys: [], complete: true };
const UNKNOWN: TableConfig = { ...NOTHING, complete: false };

/** `t => [index().on(t.a)]`, or the older `t => ({ aIndex: index().on(t.a) })`. */
export function readTableConfig(extra: Located | undefined, subject: TableSubject, elsewhere: Span): TableConfig {
  if (!extra) return NOTHING;
  const given = enter(extra, index => (index === 0 ? { kind: 'row' } : undefined));
  return given ? readParts(given, { ...subject, elsewhere }) : UNKNOWN;
}

interface ConfigSubject extends TableSubject {
  readonly elsewhere: Span;
}

function readParts(located: Located, subject: ConfigSubject): TableConfig {
  const { value, scope } = located;
  const inside = (parts: readonly Located['value'][]) =>
    join(parts.map(part => readParts(locate(part, scope), subject)));
  switch (value.kind) {
    case 'array':
      // A spread stands among the items as what is spread.
      return inside(value.items);
    case 'object':
      return inside([...value.entries.map(entry => entry.value), ...value.spreads]);
    case 'call': {
      const found = chainOf(located);
      return found ? readPart(found, subject) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

function join(parts: readonly TableConfig[]): TableConfig {
  return {
    indexes: parts.flatMap(({ indexes }) => indexes),
    foreignKeys: parts.flatMap(({ foreignKeys }) => foreignKeys),
    complete: parts.every(({ complete }) => complete),
  };
}

function readPart(found: LocatedChain, subject: ConfigSubject): TableConfig {
  const callee = calleeOf(found);
  const core = coreNameOf(callee);
  if (core) {
    const span = placer(subject.scope, subject.elsewhere)(found.scope, found.chain.span);
    switch (core.name) {
      case 'index':
      case 'uniqueIndex':
      case 'unique':
        return fromIndex(readIndexCall(core.name, found, subject, span));
      case 'primaryKey':
        return fromIndex(readPrimaryKey(found, subject, span));
      case 'foreignKey':
        return readForeignKey(found, subject, span);
      // They neither find rows nor lead to other tables.
      case 'check':
      case 'pgPolicy':
        return NOTHING;
      default:
        return UNKNOWN;
    }
  }
  const [first, more] = found.chain.links;
  if (callee?.kind !== 'declared' || callee.rest.length > 0 || !first || more) return UNKNOWN;
  const result = resultOfDeclared(callee, first, found.scope);
  return result ? readParts(result, subject) : UNKNOWN;
}

function fromIndex(reading: IndexReading): TableConfig {
  return reading === 'unknown' ? UNKNOWN : { ...NOTHING, indexes: [reading] };
}

/** `primaryKey({ columns: [t.a, t.b] })`, and the older `primaryKey(t.a, t.b)`. */
function readPrimaryKey({ chain, scope }: LocatedChain, subject: TableSubject, span: Span): IndexReading {
  const [first] = chain.links;
  const options = first && argumentOf(first, 0, scope);
  if (!first || !options) return 'unknown';
  const listed =
    options.value.kind === 'object' ? listIn(options, 'columns') : first.args.map(({ value }) => locate(value, scope));
  const columns = listed?.map(item => ownColumnOf(item, subject));
  if (!columns?.every(column => column !== undefined) || columns.length === 0) return 'unknown';
  const given = entryOf(options, 'name');
  const parts = columns.map((column): IndexColumn => ({ column }));
  const derived = [subject.name, ...columns.map(column => subject.columnNames.get(column) ?? column), 'pk'].join('_');
  const name = storedName((given && textOf(given.value, given.scope)) ?? derived, subject.dialect);
  return { kind: 'primary', name, columns: parts, include: [], constraint: true, span };
}

/** `foreignKey({ columns: [t.a], foreignColumns: [users.id] }).onDelete('cascade')`; the older form takes a callback. */
function readForeignKey({ chain, scope }: LocatedChain, subject: TableSubject, span: Span): TableConfig {
  const [first, ...rest] = chain.links;
  const given = first && argumentOf(first, 0, scope);
  const options = given?.value.kind === 'function' ? enter(given, () => undefined) : given;
  const columns = options && listIn(options, 'columns')?.map(item => ownColumnOf(item, subject));
  const targets = options && listIn(options, 'foreignColumns')?.map(item => readTarget(item, subject));
  const [target] = targets ?? [];
  if (!options || !columns?.every(column => column !== undefined) || columns.length === 0) return UNKNOWN;
  // The other table may not be there yet: nothing can be said about the key then.
  if (!target || !targets?.every(one => one !== undefined && one.table === target.table)) return NOTHING;
  const known = targets.filter(one => one !== undefined);
  const named = entryOf(options, 'name');
  const action = (name: string) => {
    const link = rest.find(one => one.name === name);
    return link && argumentOf(link, 0, scope);
  };
  const columnNames = columns.map(column => subject.columnNames.get(column) ?? column);
  const foreignKey: ForeignKeyFact = {
    ...foreignKeyName(subject, columnNames, known, named && textOf(named.value, named.scope)),
    columns,
    references: { table: target.table, columns: known.map(({ column }) => column) },
    ...actionOf(action('onDelete'), 'onDelete'),
    ...actionOf(action('onUpdate'), 'onUpdate'),
    span,
  };
  return { ...NOTHING, foreignKeys: [foreignKey] };
}

function listIn(object: Located, key: string): readonly Located[] | undefined {
  const entry = entryOf(object, key);
  const list = entry && locate(entry.value, entry.scope);
  if (list?.value.kind !== 'array' || list.value.open) return undefined;
  return list.value.items.map(item => locate(item, list.scope));
}
