import { argumentAt, entryOf } from '../shared/call-arguments';
import { each, type Role, type Step } from '../shared/driver';
import { plainQuery } from '../shared/mongo-operations';
import { addClause, partly } from '../shared/query-draft';
import { documentOf } from './handles';

/** A document of a model: what it does to itself. */
export function documentRole(saves: 'create' | 'update'): Role {
  const updates: Step = (_, handle) => ({ query: partly(plainQuery('update', handle)) });
  const removes: Step = (_, handle) => ({ query: partly(plainQuery('delete', handle)) });
  return {
    calls: {
      save: (_, handle) => ({ query: partly(plainQuery(saves, handle)), awaited: documentOf(handle) }),
      ...each(['deleteOne', 'remove'], removes),
      ...each(['updateOne', 'replaceOne'], updates),
      populate: populates,
    },
  };
}

/** `post.populate('author')` reads documents of another model. */
const populates: Step = (link, handle, context) => {
  const path = argumentAt(link, 0);
  const named = entryOf(path, 'path')?.value ?? path;
  const name = named && context.literal(named);
  const draft = partly(plainQuery('find-many', { role: '' }));
  const label = typeof name === 'string' ? { relation: name, label: `populate ${name}` } : { label: 'populate' };
  return {
    query: addClause({ ...draft, ...label }, 'include', { ...link, args: link.args.slice(0, 1) }),
    result: documentOf(handle),
    awaited: documentOf(handle),
  };
};

/** A list of documents. */
export const DOCUMENTS: Role = {
  member: (name, handle) => (/^(?:\[\]|\d+)$/.test(name) ? documentOf(handle) : undefined),
};
