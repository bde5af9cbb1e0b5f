import { ownText } from './own-text';

/**
 * Names under which a text puts something on the objects that a framework hands around, found without parsing:
 * `req.db = pool`, `app.locals.db = pool`, `fastify.decorate('db', pool)`, `c.set('db', db)`, and what a module says that
 * such objects have (`declare module 'fastify'`).
 */
export function carriedNamesIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, assigned, named] of text.matchAll(CARRIES)) names.add(assigned ?? named ?? '');
  if (AUGMENTS.test(text)) for (const [, member = ''] of text.matchAll(MEMBER)) names.add(member);
  return [...names].map(ownText);
}

const CARRIES =
  /\b(?:req|request|ctx|context|c|app|server|fastify|instance|event)(?:\.(?:locals|state|context))?\.([\w$]+)\s*(?:\?\?)?=(?![=>])|\.(?:decorate(?:Request|Reply)?|set)\(\s*['"`]([\w$]+)['"`]\s*,/g;

const AUGMENTS = /\bdeclare\s+(?:module\s+['"](?:fastify|express|koa|hono|h3|polka|restify)|global\b)/;
const MEMBER = /^\s+(?:readonly\s+)?([\w$]+)\??\s*:/gm;
