import type { FileFacts, Problem } from './facts/index';
import type { Dialect } from './facts/sql-template';
import type { Renderer } from './fix';
import type { Assets } from './ports';
import type { Uri } from './uri';

/** A language: text → facts. Total: whatever the text, it gives facts and problems, never an exception. */
export interface Frontend {
  readonly id: string;
  /** With the dot: `.prisma`. */
  readonly extensions: readonly string[];
  /** Only files that contain one of the libraries' hints are worth parsing, unless another file leads to them. */
  readonly needsHints: boolean;
  /** Awaited once before the first `extract`. */
  load?(assets: Assets): Promise<void>;
  /**
   * The dialect that a text gives away by what no other dialect writes. Only a front end that has this looks at
   * `ExtractInput.dialect`.
   */
  dialectOf?(text: string): Dialect | undefined;
  /** What a text says of the modules it uses, without parsing it. Only languages with modules have it. */
  outline?(text: string): ModuleOutline;
  /** `previous` is what the last extract of this document gave; a front end may reuse it to work follow the change. */
  extract(input: ExtractInput, previous?: Extraction): Extraction;
  /**
   * What the language's own tool refuses in files that belong together (a database's schema). Dear: asked for a check of
   * the whole workspace, never while typing.
   */
  lint?(files: readonly ExtractInput[]): Promise<readonly FileProblem[]>;
  readonly renderer: Renderer;
}

export interface ModuleOutline {
  /** The specifiers that it imports something from that may run. */
  readonly imports: readonly string[];
  /** Those that it imports nothing but types from: an object of such a type may still ask a database. */
  readonly types: readonly string[];
  /** The specifiers of the interfaces that its classes implement: who calls the interface may run them. */
  readonly implements: readonly string[];
  /** It may do something once per element and wait for it: the only files in which a call is worth following. */
  readonly repeats: boolean;
  /** Absent where the text does not tell. */
  readonly exports?: ExportedNames;
  /** Names under which it puts something on what a framework hands around: `req.db = pool`. */
  readonly carries?: readonly string[];
}

/** At least the names that a module exports. */
export interface ExportedNames {
  readonly names: readonly string[];
  /** The specifiers of the modules whose exports it passes on: `export * from './users'`. */
  readonly passesOn: readonly string[];
}

/** A problem of one of several files. */
export interface FileProblem extends Problem {
  readonly uri: Uri;
}

export interface ExtractInput {
  readonly uri: Uri;
  readonly text: string;
  /** What the project says of the file: its schema, its migrations, a setting. Absent: the text itself must tell. */
  readonly dialect?: Dialect;
}

export interface Extraction {
  readonly facts: FileFacts;
  /** The front end's own memory of this document (a syntax tree); kept only for open documents, never part of the facts. */
  readonly state?: unknown;
}
