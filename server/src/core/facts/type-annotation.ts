/** What a type annotation says, as written; names are resolved by the model. */
export type TypeAnnotation =
  | {
      readonly kind: 'primitive';
      readonly name: 'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'null' | 'undefined';
    }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'union'; readonly of: readonly TypeAnnotation[] }
  | { readonly kind: 'array'; readonly of: TypeAnnotation }
  /** `Prisma.TransactionClient`, `Pool`, `Promise<User>`, `typeof db` (then `query` is true). */
  | {
      readonly kind: 'reference';
      readonly name: readonly string[];
      readonly arguments: readonly TypeAnnotation[];
      readonly query: boolean;
      /** The module that the name is looked up in: `import('./users').UsersService`. */
      readonly from?: string;
    }
  | { readonly kind: 'object'; readonly members: readonly TypeMember[] }
  /**
   * What is handed to a function that is given to another one: `Parameters<Parameters<typeof db.transaction>[0]>[0]`, of
   * which `of` is `typeof db` and `method` `transaction`.
   */
  | {
      readonly kind: 'handed';
      readonly of: TypeAnnotation;
      readonly method?: string;
      readonly argument: number;
      readonly parameter: number;
    }
  /** `(tx: Database) => Promise<T>`; parameters without an annotation are `other`. */
  | { readonly kind: 'function'; readonly parameters: readonly TypeAnnotation[] }
  | { readonly kind: 'other' };

export interface TypeMember {
  readonly name: string;
  readonly type: TypeAnnotation;
  /** It may be missing: `name?: string`. */
  readonly optional?: true;
}
