import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Ddl, TableName } from './ddl';
import { type Located, literal, text } from './evaluate';
import { columnSql, constraintSql, linkSpan, modifierSql, modifiersOf, sqlOf, typeSql } from './kysely-column';
import { argument, type MigrationCall } from './migration-call';

export function alterTable(
  call: MigrationCall,
  links: readonly Link[],
  table: TableName,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const result: SchemaStep[] = [];
  const alter = (sql: string, link: Link) =>
    result.push(...ddl.steps(`ALTER TABLE ${ddl.table(table)} ${sql}`, linkSpan(call, link)));
  let key: Link | undefined;
  for (const link of links) {
    const name = text(argument(call, link, 0));
    const second = text(argument(call, link, 1));
    const constraint = constraintSql(call, link, ddl);
    if (constraint) {
      key = link;
      const at = links.indexOf(link);
      const actions = following(call, links, at, ddl);
      alter(`ADD ${constraint.sql}${actions}`, link);
      continue;
    }
    switch (link.name) {
      case 'execute':
      case 'addCheckConstraint':
        break;
      case 'onDelete':
      case 'onUpdate':
        if (!key) return undefined;
        break;
      case 'addColumn': {
        const column = columnSql(call, link, ddl);
        if (!column) return undefined;
        result.push(...ddl.addColumn(table, { ...column, span: linkSpan(call, link) }));
        break;
      }
      case 'dropColumn':
        if (name === undefined) return undefined;
        alter(`DROP COLUMN ${ddl.quote(name)}`, link);
        break;
      case 'renameColumn':
        if (name === undefined || second === undefined) return undefined;
        alter(`RENAME COLUMN ${ddl.quote(name)} TO ${ddl.quote(second)}`, link);
        break;
      case 'renameTo':
        if (name === undefined) return undefined;
        alter(`RENAME TO ${ddl.quote(name)}`, link);
        break;
      case 'setSchema':
        if (name === undefined) return undefined;
        alter(`SET SCHEMA ${ddl.quote(name)}`, link);
        break;
      case 'dropConstraint':
        if (name === undefined) return undefined;
        result.push({ kind: 'drop-constraint', table, name, span: linkSpan(call, link) });
        break;
      case 'renameConstraint':
        if (name === undefined || second === undefined) return undefined;
        alter(`RENAME CONSTRAINT ${ddl.quote(name)} TO ${ddl.quote(second)}`, link);
        break;
      case 'alterColumn': {
        const actions = name === undefined ? undefined : alterActions(argument(call, link, 1), ddl);
        if (name === undefined || !actions) return undefined;
        for (const action of actions) alter(`ALTER COLUMN ${ddl.quote(name)} ${action}`, link);
        break;
      }
      default:
        return undefined;
    }
  }
  return result;
}

/** `.addForeignKeyConstraint(…).onDelete('cascade')`: what follows belongs to the key. */
function following(call: MigrationCall, links: readonly Link[], at: number, ddl: Ddl): string {
  let words = '';
  for (const link of links.slice(at + 1)) {
    if (link.name !== 'onDelete' && link.name !== 'onUpdate') break;
    words += ` ${modifierSql(call, link, ddl)[0] ?? ''}`;
  }
  return words;
}

function alterActions(callback: Located | undefined, ddl: Ddl): readonly string[] | undefined {
  const actions = (callback ? modifiersOf(callback) : []).map(({ call, link }) => {
    const given = argument(call, link, 0);
    switch (link.name) {
      case 'setNotNull':
        return 'SET NOT NULL';
      case 'dropNotNull':
        return 'DROP NOT NULL';
      case 'dropDefault':
        return 'DROP DEFAULT';
      case 'setDataType': {
        const type = sqlOf(given);
        return type === undefined ? undefined : `TYPE ${typeSql(type, ddl)}`;
      }
      case 'setDefault': {
        const constant = literal(given);
        const sql = constant === undefined ? sqlOf(given) : ddl.value(constant);
        return sql === undefined ? undefined : `SET DEFAULT ${sql}`;
      }
      default:
        return undefined;
    }
  });
  return actions.every(action => action !== undefined) ? actions : undefined;
}
