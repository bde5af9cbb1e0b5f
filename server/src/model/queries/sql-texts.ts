import type { ReadSql, SqlPiece, SqlTemplate } from '../../core/facts/sql-template';
import type { Model, SqlText } from '../../core/model';
import type { Query } from '../../core/query';
import type { Place, UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';

interface SqlTextDependencies {
  readonly inputs: ModelInputs;
  queriesIn(uri: Uri, unit: UnitId): readonly Query[];
  readonly readSql: ReadSql;
  readonly databaseOf: Model['databaseOf'];
}

/** The SQL that stands in a unit: raw queries of a program, or what a statement of a script asks. */
export function sqlTextsIn(uri: Uri, unit: UnitId, deps: SqlTextDependencies): readonly SqlText[] {
  const facts = deps.inputs.unit(uri, unit);
  if (facts?.kind === 'code') return deps.queriesIn(uri, unit).flatMap(query => rawText(query, uri, unit, deps));
  if (facts?.kind !== 'statement') return [];
  const { dialect } = facts;
  return facts.queries.map(({ form, variables, facts: read, span }): SqlText => {
    const database = deps.databaseOf(uri, dialect, read);
    return {
      uri,
      unit,
      dialect,
      ...(database === undefined ? {} : { database }),
      facts: read,
      form: form === 'query' ? 'script' : form,
      variables,
      place: { uri, unit, span },
      at: (start, end) => ({ uri, unit, span: { start, end } }),
    };
  });
}

function rawText(query: Query, uri: Uri, unit: UnitId, deps: SqlTextDependencies): readonly SqlText[] {
  const { raw } = query;
  if (!raw) return [];
  const facts = deps.readSql(raw.template, raw.dialect);
  const database = query.handle.database ?? deps.databaseOf(uri, raw.dialect, facts);
  return [
    {
      uri,
      unit,
      dialect: raw.dialect,
      ...(database === undefined ? {} : { database }),
      facts,
      query,
      form: 'raw-query',
      variables: [],
      place: { uri, unit, span: raw.text.span },
      at: (start, end) => placeIn(raw.template, start, end),
    },
  ];
}

/** Where a range of the template's text stands; holes take no width, a range across a hole or an escape has no place. */
function placeIn(template: SqlTemplate, start: number, end: number): Place | undefined {
  let before = 0;
  for (const piece of template.pieces) {
    const length = lengthOf(piece);
    // Beyond a choice offsets differ from variant to variant.
    if (length === undefined) return undefined;
    if (piece.kind === 'text' && before <= start && end <= before + length) {
      const run = piece.map.find(({ cooked, length: run }) => cooked <= start - before && end - before <= cooked + run);
      if (run) {
        const at = run.source + start - before - run.cooked;
        return { uri: run.uri, unit: run.unit, span: { start: at, end: at + end - start } };
      }
    }
    before += length;
  }
  return undefined;
}

function lengthOf(piece: SqlPiece): number | undefined {
  if (piece.kind === 'text') return piece.cooked.length;
  return piece.kind === 'hole' ? 0 : undefined;
}
