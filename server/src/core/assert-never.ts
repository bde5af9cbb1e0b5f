/** Closes a union: fails to compile when a case is missing, throws when data from outside the types gets here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
