import type { ReadDdl, SchemaStep } from '../../core/facts/migrations';
import type { Dialect, SqlPiece } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import { relocateStep } from '../../core/relocate-step';
import type { Span } from '../../core/text';
import type { UnitPlace } from '../handles/entity';
import type { SqlText } from '../queries/sql-text';

/** DDL in the strings of a program: `await queryRunner.query('CREATE TABLE …')`. */
export interface DdlTexts {
  read(at: UnitPlace, text: Value, dialect: Dialect): readonly SchemaStep[];
}

export function createDdlTexts(sqlText: SqlText, readDdl: ReadDdl): DdlTexts {
  return {
    read(at, value, dialect) {
      const { pieces } = sqlText.template(at, value);
      const text = constantText(pieces);
      if (text === undefined)
        return [{ kind: 'opaque', reason: 'the statement is made while it runs', span: value.span }];
      return readDdl(text, dialect).map(step => relocateStep(step, span => sourceSpan(span, pieces, at) ?? value.span));
    },
  };
}

function constantText(pieces: readonly SqlPiece[]): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'text') return undefined;
    text += piece.cooked;
  }
  return text;
}

/** Where a range of the text stands in the unit; undefined when a part of it stands elsewhere or is an escape. */
function sourceSpan(span: Span, pieces: readonly SqlPiece[], at: UnitPlace): Span | undefined {
  const start = sourceOffset(span.start, pieces, at, false);
  const end = sourceOffset(span.end, pieces, at, true);
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function sourceOffset(offset: number, pieces: readonly SqlPiece[], at: UnitPlace, isEnd: boolean): number | undefined {
  let before = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'text') return undefined;
    const own = offset - before;
    const run = piece.map.find(({ cooked, length }) =>
      isEnd ? cooked < own && own <= cooked + length : cooked <= own && own < cooked + length,
    );
    if (run) return run.uri === at.uri && run.unit === at.unit ? run.source + own - run.cooked : undefined;
    before += piece.cooked.length;
  }
  return undefined;
}
