import { calleesIn } from '../../server/src/model/calls/callees';
import { buildModel, ROOT } from '../model/build-model';
import { resolverOf } from '../model/handles/resolver-of';
import type { Texts } from './repository';

/** What the model says of the calls of a repository. Offsets count in the file. */
export interface OwnCalls {
  readonly queries: readonly OwnCall[];
  readonly calls: readonly (OwnCall & { readonly targets: number })[];
}

export interface OwnCall {
  readonly path: string;
  readonly line: number;
  readonly root: number;
  readonly at: number;
  readonly text: string;
}

export async function readOwnCalls(texts: Texts, library: string): Promise<OwnCalls> {
  const built = await buildModel(texts);
  const resolver = resolverOf(built);
  const queries: OwnCall[] = [];
  const calls: (OwnCall & { targets: number })[] = [];
  for (const path of Object.keys(texts)) {
    const text = texts[path] ?? '';
    const uri = `${ROOT}/${path}`;
    for (const unit of built.model.unitsIn(uri)) {
      const code = built.model.code(uri, unit);
      const start = built.startOf(uri, unit);
      if (!code) continue;
      const located = (root: number, name: number): OwnCall => ({
        path,
        line: text.slice(0, start + name).split('\n').length,
        root: start + root,
        at: start + name,
        text: text.slice(start + root, start + root + 90).replace(/\s+/g, ' '),
      });
      for (const query of built.model.queriesIn(uri, unit)) {
        if (query.library !== library) continue;
        queries.push(located(query.chain.span.start, query.chain.links[query.link]?.nameSpan.start ?? 0));
      }
      for (const [id, callees] of Object.entries(calleesIn(code, resolver))) {
        const chain = code.call(id);
        if (!chain) continue;
        for (const link of new Set(callees.map(callee => callee.link))) {
          const name = chain.links[link]?.nameSpan.start ?? 0;
          calls.push({ ...located(chain.span.start, name), targets: callees.length });
        }
      }
    }
  }
  return { queries, calls };
}
