import type { Expression } from '../../core/facts/expression';
import type { StatementLoop, StatementQuery } from '../../core/facts/migrations';
import type { SqlBlock, SqlRelation } from '../../core/facts/sql-template';
import type { Model, SqlStatement } from '../../core/model';
import type { Span } from '../../core/text';
import { walkExpression } from './expressions';

/** A query of a function that each round of a loop asks anew about its own row. */
export interface QueryPerRow {
  readonly query: StatementQuery;
  readonly loop: StatementLoop;
}

/**
 * The queries of a plpgsql function that one statement for all rows could answer, by their loops. Loops whose rounds are
 * separate are meant as they are.
 */
export function queriesPerRow(statement: SqlStatement, model: Model): readonly (readonly QueryPerRow[])[] {
  const role = model.role(statement.uri);
  if (role !== 'source' && role !== 'migration') return [];
  const found = statement.queries.flatMap(query => {
    const loop = query.loops?.find(one => one.over !== 'other' && !one.separate && dependsOn(query, one));
    return loop ? [{ query, loop }] : [];
  });
  if (found.length === 0 || isReplaced(statement, model)) return [];
  const loops = [...new Set(found.map(({ loop }) => loop.id))];
  return loops.map(id => found.filter(({ loop }) => loop.id === id));
}

function dependsOn({ facts }: StatementQuery, { elements }: StatementLoop): boolean {
  return facts.blocks.some(block => {
    const own = new Set(block.from.flatMap(({ alias, table }) => alias ?? table ?? []));
    return expressionsOf(block).some(expression =>
      [...walkExpression(expression)].some(part => {
        if (part.kind !== 'column') return false;
        const name = part.qualifier ?? part.name;
        return elements.includes(name) && !own.has(name);
      }),
    );
  });
}

function expressionsOf(block: SqlBlock): readonly Expression[] {
  const { where, having, limit } = block;
  return [
    ...block.targets,
    ...block.from.flatMap(({ on }) => on ?? []),
    ...(where ? [where] : []),
    ...(having ? [having] : []),
    ...(limit ? [limit] : []),
    ...(block.others ?? []),
  ];
}

/** A later migration creates the function anew, or drops it: this is what it once was. */
function isReplaced({ uri, unit }: SqlStatement, model: Model): boolean {
  const created = unit.replace(/~\d+$/, '');
  const names = new Set([created, created.replace('statement create', 'statement drop')]);
  const isNamed = (one: string) => names.has(one.replace(/~\d+$/, ''));
  const units = model.unitsIn(uri);
  if (units.slice(units.indexOf(unit) + 1).some(isNamed)) return true;
  return model.project.migrationSets.some(({ files }) => {
    const at = files.indexOf(uri);
    return at >= 0 && files.slice(at + 1).some(file => model.unitsIn(file).some(isNamed));
  });
}

/** `update users`. */
export function describeStatement(query: StatementQuery): string {
  return `${query.facts.statement} ${tableOf(query)?.table ?? ''}`.trimEnd();
}

/** The first table that it names. */
export function tableOf({ facts }: StatementQuery): SqlRelation | undefined {
  return facts.blocks.flatMap(({ from }) => from).find(({ table }) => table !== undefined);
}

/** From its beginning to the name of its table. */
export function headOf(query: StatementQuery): Span {
  const { start, end } = query.span;
  return { start, end: Math.min(end, Math.max(tableOf(query)?.end ?? end, start + 1)) };
}
