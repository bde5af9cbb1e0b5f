import type { Node } from 'libpg-query';
import type { SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { bodiesOf, bodyOf, type NodeBody, stringsOf } from './postgres-source';

/** `SET search_path …`, and `SELECT set_config('search_path', …)` as pg_dump writes it. */
export function extractSearchPath(node: Node, span: Span): readonly SchemaStep[] {
  const setting = bodyOf(node, 'VariableSetStmt');
  const schemas = setting === undefined ? configured(bodyOf(node, 'SelectStmt')) : assigned(setting);
  return schemas === undefined ? [] : [{ kind: 'search-path', schemas: schemas.filter(isSchema), span }];
}

function assigned(setting: NodeBody<'VariableSetStmt'>): readonly string[] | undefined {
  if (setting.kind === 'VAR_RESET_ALL') return DEFAULT_PATH;
  if (setting.name !== 'search_path') return undefined;
  if (setting.kind === 'VAR_SET_DEFAULT' || setting.kind === 'VAR_RESET') return DEFAULT_PATH;
  if (setting.kind !== 'VAR_SET_VALUE') return undefined;
  return bodiesOf(setting.args, 'A_Const').map(argument => argument.sval?.sval ?? '');
}

function configured(select: NodeBody<'SelectStmt'> | undefined): readonly string[] | undefined {
  const [target] = select?.targetList ?? [];
  const call = bodyOf(bodyOf(target, 'ResTarget')?.val, 'FuncCall');
  if (call === undefined || stringsOf(call.funcname).at(-1) !== 'set_config') return undefined;
  const [name, value] = bodiesOf(call.args, 'A_Const');
  if (name?.sval?.sval !== 'search_path' || value?.sval === undefined) return undefined;
  return (value.sval.sval ?? '').split(',').map(fold);
}

/** In a value names are written as in SQL. */
function fold(part: string): string {
  const name = part.trim();
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** A schema of the user's own name exists rarely, and nothing says so. */
function isSchema(name: string): boolean {
  return name !== '' && name !== '$user';
}

const DEFAULT_PATH = ['public'];
