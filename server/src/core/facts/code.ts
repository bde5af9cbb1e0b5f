import type { Span } from '../text';
import type { CallChain, CallId, FunctionId, Loop, LoopId } from './calls';
import type { TypeAnnotation, TypeMember } from './type-annotation';
import type { BindingId, CallRef, FunctionRef, Ref, Value } from './values';

/** What one unit of a program says: a top-level statement, a class without its methods, or one method. */
export interface CodeFacts {
  readonly bindings: readonly Binding[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly types: readonly TypeFact[];
  readonly calls: readonly CallChain[];
  readonly loops: readonly Loop[];
  readonly imports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
  /** Assignments to names that this unit does not declare: `let client` at module level, set by a function. */
  readonly outerWrites: readonly OuterWrite[];
  /**
   * Names and calls that are put into properties of what comes from elsewhere, a parameter or a name that this unit does not
   * declare: `app.locals.db = pool`, `db[model.name] = model`.
   */
  readonly propertyWrites?: readonly PropertyWrite[];
}

export interface PropertyWrite {
  readonly target: Ref;
  readonly value: Ref | CallRef;
}

export interface OuterWrite {
  readonly name: string;
  readonly write: BindingWrite;
}

/**
 * A name and what it holds. A module-level binding has its plain name as id (`prisma`) and is visible to the other units
 * of the file.
 */
export interface Binding {
  readonly id: BindingId;
  readonly name: string;
  readonly kind: 'const' | 'let' | 'var' | 'parameter' | 'import' | 'function' | 'class' | 'enum' | 'element' | 'catch';
  readonly type?: TypeAnnotation;
  /** The initializer, before destructuring. An enum is an object of its members; an element has its loop instead. */
  readonly value?: Value;
  /** The destructuring path from `value` (or from the parameter) to this name: `{ user: { id } }` → `['user', 'id']`. */
  readonly path: readonly string[];
  /** The pattern has a default for it: `{ limit = 10 }`. */
  readonly defaulted?: true;
  /** Assignments after the declaration, in source order. */
  readonly writes: readonly BindingWrite[];
  /** What is assigned to properties and elements of it: `where.teamId = team.id`. */
  readonly partWrites?: readonly Value[];
  /** For `parameter`: which function, which position, and the names of its decorators (`Parent`, `Args`). */
  readonly parameter?: {
    readonly function: FunctionId;
    readonly index: number;
    readonly rest: boolean;
    readonly decorators?: readonly string[];
  };
  readonly loop?: LoopId;
  readonly span: Span;
}

export interface BindingWrite {
  readonly operator: '=' | '+=' | 'other';
  readonly value: Value;
  readonly in: FunctionId;
  readonly loops: readonly LoopId[];
  readonly span: Span;
}

export interface FunctionFact {
  readonly id: FunctionId;
  readonly name?: string;
  readonly async: boolean;
  /** The values of its `return` statements, or of an arrow function's expression. */
  readonly returns: readonly Value[];
  readonly returnType?: TypeAnnotation;
  readonly parent?: FunctionId;
  readonly class?: string;
  readonly static: boolean;
  /** Where it is an argument: the call, the position of the link in its chain and of the argument. */
  readonly callbackOf?: { readonly call: CallId; readonly link: number; readonly argument: number };
  /** It runs as a part of the function around it, which waits for it: `Promise.all(xs.map(…))`, `transaction(async tx => …)`. */
  readonly inPlace?: boolean;
  readonly parameterCount: number;
  readonly decorators: readonly DecoratorFact[];
  readonly span: Span;
}

export interface ClassFact {
  readonly name: string;
  /** The name alone; absent for a class without one. */
  readonly nameSpan?: Span;
  readonly extends?: Ref;
  /** `class Users extends Repository<User>`. */
  readonly extendsArguments?: readonly TypeAnnotation[];
  /** It extends something that is no name. */
  readonly extendsOther: boolean;
  /** That is a call, e.g. of a mixin: `extends Base(Other)`. */
  readonly extendsCall?: CallRef;
  readonly implements: readonly (readonly string[])[];
  readonly fields: readonly FieldFact[];
  readonly methods: readonly string[];
  readonly decorators: readonly DecoratorFact[];
  readonly span: Span;
}

/** A property, including those declared by a constructor parameter (`constructor(private readonly db: Pool)`). */
export interface FieldFact {
  readonly name: string;
  readonly static: boolean;
  readonly type?: TypeAnnotation;
  readonly value?: Value;
  /** Assigned as `this.name = …` in the constructor, or a getter's returned value. */
  readonly assigned: readonly Value[];
  readonly parameterProperty: boolean;
  readonly decorators: readonly DecoratorFact[];
  readonly span: Span;
}

export interface DecoratorFact {
  readonly name: readonly string[];
  readonly args: readonly Value[];
  readonly span: Span;
}

/** An interface or a type alias. */
export interface TypeFact {
  readonly name: string;
  readonly extends: readonly (readonly string[])[];
  /** What the types it extends are given, where any of them is given something: `extends Context<State>`. */
  readonly extendsArguments?: readonly (readonly TypeAnnotation[])[];
  readonly members: readonly TypeMember[];
  readonly alias?: TypeAnnotation;
}

export interface ImportFact {
  readonly local: string;
  readonly from: string;
  /** `default`, `*` or the exported name. A CommonJS `require` is `*`. */
  readonly imported: string;
  readonly typeOnly: boolean;
}

export type ExportFact =
  | { readonly kind: 'local'; readonly name: string; readonly local: string }
  | { readonly kind: 'value'; readonly name: string; readonly value: Value | FunctionRef }
  | { readonly kind: 'from'; readonly name: string; readonly from: string; readonly imported: string }
  | { readonly kind: 'all'; readonly from: string };
