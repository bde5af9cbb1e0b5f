import type { Dialect } from '../../core/facts/sql-template';
import type { Span } from '../../core/text';
import {
  flagOf,
  itemsOf,
  type LocatedValue,
  NO_OPTIONS,
  type Options,
  parameterPath,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import type { IndexPart } from './entity-parts';

/** `@Index(name?, fields?, options?)` and `@Unique(name?, fields?, options?)`; `property` where it stands on one. */
export function readIndexDecorator(
  kind: 'Index' | 'Unique',
  args: readonly LocatedValue[],
  property: string | undefined,
  dialect: Dialect,
  span: Span,
): IndexPart {
  const settled = args.map(settle);
  const name = settled[0] && textOf(settled[0]);
  const [fields, ...rest] = name === undefined ? settled : settled.slice(1);
  const isOptions = fields?.value.kind === 'object';
  const options = isOptions ? readOptions(fields) : rest[0] ? readOptions(rest[0]) : NO_OPTIONS;
  const properties = property === undefined ? readFields(isOptions ? undefined : fields) : [property];
  return buildIndex({ kind, name, properties, options, dialect, span });
}

interface IndexSettings {
  readonly kind: 'Index' | 'Unique';
  readonly name: string | undefined;
  readonly properties: readonly string[] | undefined;
  readonly options: Options;
  readonly dialect: Dialect;
  readonly span: Span;
}

export function buildIndex({ kind, name, properties, options, dialect, span }: IndexSettings): IndexPart {
  const where = options.get('where');
  const predicate = textOf(where);
  const method = methodOf(options, dialect);
  // An index that is not synchronized is made by hand, perhaps on an expression or with a predicate.
  const readable = options.complete && (!where || predicate !== undefined);
  return {
    kind: kind === 'Unique' ? 'constraint' : flagOf(options.get('unique')) === true ? 'unique' : 'index',
    ...(name === undefined ? {} : { name }),
    ...(properties && readable ? { properties } : {}),
    ...(method === undefined ? {} : { method }),
    ...(predicate === undefined ? {} : { where: predicate }),
    span,
  };
}

function methodOf(options: Options, dialect: Dialect): string | undefined {
  const isMySql = dialect === 'mysql';
  if (flagOf(options.get('spatial')) === true) return isMySql ? 'spatial' : 'gist';
  if (flagOf(options.get('fulltext')) === true && isMySql) return 'fulltext';
  const type = textOf(options.get('type'))?.toLowerCase();
  return type === 'btree' ? undefined : type;
}

/** `['a', 'b']`, `post => [post.a, post.b]` or `post => ({ a: 1, b: -1 })`. */
export function readFields(located: LocatedValue | undefined): readonly string[] | undefined {
  if (!located) return undefined;
  const result = resultOf(settle(located));
  if (result?.value.kind === 'object') {
    const options = readOptions(result);
    return options.complete ? options.keys : undefined;
  }
  const fields = itemsOf(result)?.map(item => textOf(item)?.trim() ?? parameterPath(item)?.join('.'));
  return fields?.every(field => field !== undefined) && fields.length > 0 ? fields : undefined;
}
