/** PostgreSQL's name of an operator class that Prisma spells its own way: `JsonbPathOps` → `jsonb_path_ops`. */
export function operatorClassName(name: string): string {
  return name
    .replace(/\B[A-Z]/g, '_$&')
    .toLowerCase()
    .replace('min_max', 'minmax')
    .replace('var_bit', 'varbit')
    .replace('_tz_', 'tz_');
}
