import type { Uri } from './uri';

/** The world as the engine sees it; `host/` implements it for Node, tests in memory. */
export interface FileSystem {
  /** The text without a byte order mark kept apart: offsets count the text as an editor shows it. */
  read(uri: Uri): Promise<ReadResult>;
  /** The files below a folder that a check looks at: not ignored by git, no dependencies, no build output. */
  list(folder: Uri, signal: AbortSignal): Promise<readonly Uri[]>;
  /** Another text whenever the file may have another content: what was read once need not be read again. */
  stamp?(uri: Uri): string | undefined;
}

export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skipped'; readonly reason: 'binary' | 'too-large' }
  | { readonly kind: 'failed'; readonly message: string };

/** Bytes that ship with Sargable: WebAssembly modules. */
export interface Assets {
  load(name: string): Promise<Uint8Array>;
}

export interface Logger {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

export interface Clock {
  /** Milliseconds from any fixed point, for measuring. */
  now(): number;
  /** The present as `20261122153000`, UTC. */
  timestamp(): string;
}

/** What version control says of a file. */
export interface VersionControl {
  /** True for a file of the last commit or index, and when it cannot be told. */
  isCommitted(uri: Uri): Promise<boolean>;
}
