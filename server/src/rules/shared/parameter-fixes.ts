import type { SqlHole } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import type { FixIntent } from '../../core/fix';
import type { Model } from '../../core/model';
import type { Query, RawSql } from '../../core/query';
import type { Place, Span } from '../../core/text';

export interface Splices {
  /** Every hole of the text, in order. */
  readonly holes: readonly SqlHole[];
  /** The holes to send as parameters. */
  readonly which: readonly number[];
  /** They stand between quotes: as a text they mean the same when they are sent. */
  readonly quoted: boolean;
}

/** Sends the holes `which` of a text as parameters, in the manner of the call; none where that cannot be done rightly. */
export function parameterFixes(
  query: Query,
  raw: RawSql,
  model: Model,
  { which, holes, quoted }: Splices,
): FixIntent[] {
  const called = query.chain.links[query.link];
  const existing = countValues(query, raw);
  const written = writtenText(query, raw, model);
  // A text that other code built, or that several paths build, is not rewritten.
  if (
    !called ||
    existing === undefined ||
    written?.kind !== 'template' ||
    !holes.every(({ at }) => isWithin(at, query.place, written.span))
  ) {
    return [];
  }
  const parameterization = model.parameterizeSql(raw.template, raw.dialect, raw.style, which, existing);
  if ('declined' in parameterization) return [];
  const lists = parameterization.parameters.filter(({ list }) => list).flatMap(({ pieces }) => pieces);
  if (!lists.every(piece => typeof piece !== 'string' && isList(model, holes[piece.hole]))) return [];
  const common = {
    at: { ...query.place, span: raw.text.span },
    // A bare value has the type of what it looks like, a parameter that of its place: `age > 1.5` runs, `age > $1` does
    // not for a whole-number column. Several values, or a list, deserve a look as well.
    safety: which.length === 1 && quoted ? ('safe' as const) : ('review' as const),
    parameterization,
    template: raw.template,
    callArguments: called.argumentsSpan,
  };
  // A tag makes a parameter of every hole, also of one with a constant that is folded into the text here.
  const isTaggable =
    raw.text.kind === 'template' &&
    raw.text.form === 'template' &&
    raw.text.pieces.filter(({ kind }) => kind !== 'text').length === holes.length;
  if (raw.api === 'text-and-rest' && existing === 0 && which.length === holes.length && isTaggable) {
    const taggedMethod = called.name.replace(/Unsafe$/, '');
    return [
      {
        kind: 'tag-raw-query',
        title: `Use ${taggedMethod} with the values as parameters`,
        method: called.nameSpan,
        taggedMethod,
        ...common,
      },
    ];
  }
  if (raw.api !== 'text-and-values' && raw.api !== 'config-object' && raw.api !== 'text-and-rest') return [];
  const title = which.length === 1 ? 'Send the value as a parameter' : 'Send the values as parameters';
  return [
    {
      kind: 'parameterize',
      title,
      ...common,
      api: raw.api,
      valuesCount: existing,
      // Where values are arguments of their own there is no list to add to.
      ...(raw.values && raw.api !== 'text-and-rest' ? { values: raw.values.span } : {}),
    },
  ];
}

/** `IN (${ids.join(', ')})` and `IN (${ids})`: only then is there a list to send; a text that looks like one is not. */
function isList(model: Model, hole: SqlHole | undefined): boolean {
  const unit = hole && model.code(hole.at.uri, hole.at.unit);
  if (!unit || !hole) return false;
  const { value } = hole;
  if (value.kind === 'call') return unit.call(value.call)?.links.at(-1)?.name === 'join';
  const binding = value.kind === 'ref' && value.root.kind === 'local' ? unit.binding(value.root.binding) : undefined;
  const type = value.kind === 'ref' && value.path.length === 0 && binding?.path.length === 0 ? binding.type : undefined;
  return type?.kind === 'array' || (type?.kind === 'reference' && /^(?:Readonly)?Array$/.test(type.name.join('.')));
}

/** The text itself, or what a constant of the same function holds: an outer one belongs to other code as well. */
function writtenText({ place }: Query, { text }: RawSql, model: Model): Value | undefined {
  if (text.kind !== 'ref' || text.root.kind !== 'local' || text.path.length > 0) return text;
  const binding = model.code(place.uri, place.unit)?.binding(text.root.binding);
  return binding?.kind === 'const' && binding.path.length === 0 ? binding.value : undefined;
}

/** How many parameters the call already sends; undefined when that cannot be counted. */
function countValues(query: Query, raw: RawSql): number | undefined {
  if (raw.api === 'text-and-rest') {
    const given = query.chain.links[query.link]?.args.slice(1) ?? [];
    return given.some(({ spread }) => spread) ? undefined : given.length;
  }
  if (!raw.values) return 0;
  return raw.values.kind === 'array' && !raw.values.open ? raw.values.items.length : undefined;
}

function isWithin(hole: Place, place: Place, span: Span): boolean {
  return (
    hole.uri === place.uri && hole.unit === place.unit && span.start <= hole.span.start && hole.span.end <= span.end
  );
}
