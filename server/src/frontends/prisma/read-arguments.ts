import type { Attribute, Expression } from './parse-attribute';

/** A named argument, or the unnamed one at a position. */
export function argument(attribute: Attribute, name: string, position?: number): Expression | undefined {
  const named = attribute.arguments.find(candidate => candidate.name === name);
  if (named || position === undefined) return named?.value;
  return attribute.arguments.filter(candidate => candidate.name === undefined)[position]?.value;
}

/** The string of `@map("x")` and `@map(name: "x")`. */
export function stringArgument(attribute: Attribute | undefined): string | undefined {
  const value = attribute && argument(attribute, 'name', 0);
  return value?.kind === 'string' ? value.value : undefined;
}

/** `[a, b]`, and `a` alone, which Prisma takes for a list of one. */
export function listOf(value: Expression | undefined): readonly Expression[] {
  if (!value) return [];
  return value.kind === 'array' ? value.items : [value];
}

export function namesOf(value: Expression | undefined): readonly string[] {
  return listOf(value).flatMap(item => (item.kind === 'constant' ? [item.name] : []));
}

/** The text of `Gin`, `"gin"` and `raw("gin")`. */
export function wordOf(value: Expression | undefined): string | undefined {
  if (value?.kind === 'constant') return value.name;
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'call' && value.name === 'raw') return wordOf(value.arguments[0]?.value);
  return undefined;
}

export function attributeNamed(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find(attribute => attribute.name === name);
}
