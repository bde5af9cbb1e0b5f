import type { HoleReading, SqlHole, SqlPiece } from '../../core/facts/sql-template';
import type { Ref, Value } from '../../core/facts/values';
import type { Finding } from '../../core/finding';
import type { Model } from '../../core/model';
import type { Query, RawSql } from '../../core/query';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/text';
import { describeValue } from '../shared/describe-value';
import { parameterFixes } from '../shared/parameter-fixes';

export const interpolatedQuery = defineRule({
  meta: {
    id: 'injection/interpolated-query',
    summary: 'A value is spliced into the text of a query',
    why: 'Whoever controls the value controls the statement: a quote ends the literal and the rest runs as SQL. Even a harmless value breaks on an apostrophe and makes every call a statement of its own for the planner.',
    remedy: 'Send the value as a parameter.',
    severity: 'warning',
    engines: ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach'],
    since: '0.1.0',
    sources: [
      {
        title: 'OWASP SQL Injection Prevention Cheat Sheet',
        url: 'https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html',
      },
      { title: 'Measured: 281 judged sites, 11 % of the interpolations are true values' },
    ],
    options: {},
  },
  scope: 'query',
  check(query, model) {
    const { raw } = query;
    const role = model.role(query.place.uri);
    if (!raw || raw.holesAreParameters || role === 'test') return [];
    // A migration moves values that are in the database already: nobody sends them, but an apostrophe breaks it all the same.
    const away = role === 'migration' ? -1 : 0;
    const holes = collectHoles(raw.template.pieces);
    // A text that arrives whole was made elsewhere; nothing is known of it here.
    if (holes.length === 0 || !raw.template.pieces.some(isWord)) return [];
    const { statement, holes: readings } = model.readSql(raw.template, raw.dialect);
    // CREATE, SET and their like take no parameters: what is spliced in there is another defect, with another remedy.
    if (statement === 'ddl' || statement === 'other' || statement === 'not-sql') return [];
    const spliced = holes.flatMap((hole, index) => {
      const reading = readings[index];
      if (!reading || !isValue(reading) || isPlaceholderList(model, hole, reading)) return [];
      if (isBetweenBackticks(raw.template.pieces, hole)) return [];
      const steps = danger(model, query, hole);
      return steps === undefined ? [] : [{ hole, index, steps: steps + away, quoted: reading.quotes !== undefined }];
    });
    return report(query, raw, model, spliced, holes);
  },
});

interface Spliced {
  readonly hole: SqlHole;
  readonly index: number;
  readonly steps: number;
  readonly quoted: boolean;
}

function collectHoles(pieces: readonly SqlPiece[]): readonly SqlHole[] {
  return pieces.flatMap((piece): readonly SqlHole[] => {
    if (piece.kind === 'hole') return [piece];
    if (piece.kind === 'choice') return piece.of.flatMap(collectHoles);
    return piece.kind === 'repeat' ? collectHoles(piece.of) : [];
  });
}

/** MySQL's and SQLite's marks of a name, whatever dialect the text is read in. */
function isBetweenBackticks(pieces: readonly SqlPiece[], hole: SqlHole): boolean {
  const at = pieces.indexOf(hole);
  const [before, after] = [pieces[at - 1], pieces[at + 1]];
  return (
    before?.kind === 'text' && after?.kind === 'text' && before.cooked.endsWith('`') && after.cooked.startsWith('`')
  );
}

function isWord(piece: SqlPiece): boolean {
  return piece.kind !== 'hole';
}

function isValue({ position }: HoleReading): boolean {
  return ['value', 'in-quotes', 'like-pattern', 'in-list', 'limit'].includes(position);
}

/** `IN (${placeholders})`: a list of `$1, $2` that other code wrote, by its name. */
function isPlaceholderList(model: Model, { value, at }: SqlHole, { position }: HoleReading): boolean {
  const unit = position === 'in-list' ? model.code(at.uri, at.unit) : undefined;
  const name = unit && describeValue(unit, value);
  return name !== undefined && /placeholder|param|bind|marks/i.test(name);
}

/** Steps from the default severity; undefined when nothing can go wrong. */
function danger(model: Model, query: Query, { value, at }: SqlHole): number | undefined {
  const type = model.valueType(at.uri, at.unit, value);
  // One of a few texts that the program itself writes, true or false.
  if (
    type === 'literals' ||
    type === 'boolean' ||
    isEscaped(model, at, value) ||
    isAllowListed(model, query, at, value)
  ) {
    return undefined;
  }
  // A number cannot end a literal, but nothing checks at run time that it is one.
  if (type === 'number' || type === 'date') return -2;
  return comesFromRequest(model, at, value) ? 1 : 0;
}

/** `client.escapeLiteral(x)`, `format.literal(x)`, `mysql.escape(x)`, `x.replace(/'/g, "''")`; also by way of a constant. */
function isEscaped(model: Model, at: Place, value: Value): boolean {
  const located = model.constant(at.uri, at.unit, value);
  if (located?.value.kind !== 'call') return false;
  const chain = model.code(located.at.uri, located.at.unit)?.call(located.value.call);
  const last = chain?.links.at(-1);
  if (!chain || !last) return false;
  const [, replacement] = last.args;
  if (/^replace(?:All)?$/.test(last.name))
    return replacement?.value.kind === 'literal' && replacement.value.value === "''";
  const root = chain.root.kind === 'ref' ? chain.root : undefined;
  const name = last.name || root?.path.at(-1) || (root?.root.kind === 'outer' ? root.root.name : '');
  return /^(?:sql)?(?:escape|quote)(?:string|literal|identifier|ident|id|value|d)?$/i.test(name);
}

/** `if (!COLUMNS.includes(sort)) throw …` stands before the query. */
function isAllowListed(model: Model, query: Query, at: Place, value: Value): boolean {
  const unit = model.code(at.uri, at.unit);
  if (!unit || value.kind !== 'ref' || at.unit !== query.place.unit) return false;
  return query.chain.guards.some(
    ({ condition, polarity }) =>
      polarity && condition.kind === 'call' && isMembershipTest(unit.call(condition.call)?.links.at(-1), value),
  );
}

function isMembershipTest(link: { name: string; args: readonly { value: Value }[] } | undefined, value: Ref): boolean {
  const asked = link?.args[0]?.value;
  return (
    (link?.name === 'includes' || link?.name === 'has') &&
    asked?.kind === 'ref' &&
    JSON.stringify([asked.root, asked.path]) === JSON.stringify([value.root, value.path])
  );
}

const REQUEST_PARTS = new Set(['body', 'query', 'params', 'headers', 'cookies', 'searchParams', 'nextUrl']);

function comesFromRequest(model: Model, at: Place, value: Value): boolean {
  const unit = model.code(at.uri, at.unit);
  return (unit?.sources(value) ?? []).some(source => {
    if (source.kind !== 'ref' || source.root.kind !== 'local') return false;
    const binding = unit?.binding(source.root.binding);
    if (binding?.kind !== 'parameter' || !/^(?:req|request)$/i.test(binding.name)) return false;
    return [...binding.path, ...source.path].some(part => REQUEST_PARTS.has(part));
  });
}

function report(
  query: Query,
  raw: RawSql,
  model: Model,
  spliced: readonly Spliced[],
  holes: readonly SqlHole[],
): Finding[] {
  const steps = Math.max(...spliced.map(found => found.steps));
  const worst = spliced.find(found => found.steps === steps);
  if (!worst) return [];
  const { hole } = worst;
  const unit = model.code(hole.at.uri, hole.at.unit);
  const name = unit && describeValue(unit, hole.value);
  const here = hole.at.uri === query.place.uri;
  const text: Place = { ...query.place, span: raw.text.span };
  return [
    {
      at: here ? hole.at : text,
      ...(steps === 0 ? {} : { steps }),
      message: `${name === undefined ? 'A value' : `\`${name}\``} is spliced into the text of the query.`,
      data: { holes: spliced.length, library: query.library },
      related: spliced
        .filter(found => found !== worst || !here)
        .map(found => ({ at: found.hole.at, message: 'Spliced in here' })),
      fixes: parameterFixes(query, raw, model, {
        holes,
        which: spliced.map(({ index }) => index),
        quoted: spliced.every(({ quoted }) => quoted),
      }),
    },
  ];
}
