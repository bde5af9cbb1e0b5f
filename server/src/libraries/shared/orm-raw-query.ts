import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { LibraryCall, RawShape } from '../../core/library';
import { argumentAt } from './call-arguments';
import { rawQuery } from './query-draft';

/** `query(text, values)` of an ORM whose dialect is that of its database. */
export function textQuery(link: Link, values?: Value): LibraryCall {
  const isTag = link.form === 'tag';
  const text = isTag ? link.args[0]?.value : argumentAt(link, 0);
  const raw: RawShape | undefined = text && {
    text,
    style: 'numbered',
    holesAreParameters: isTag,
    api: isTag ? 'tag' : 'text-and-values',
    ...(values && !isTag ? { values } : {}),
  };
  return { query: rawQuery(raw, link.name) };
}
