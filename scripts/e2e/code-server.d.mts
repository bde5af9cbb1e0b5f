/** What code-server.mjs exports, for the tests written in TypeScript. */
export interface CodeServer {
  folder: string;
  node: string;
  entry: string;
}

export interface StartOptions {
  /** 0 or absent: any free port. */
  port?: number;
  userDataDir: string;
  extensionsDir: string;
  /** Absolute path of the folder that the page opens. */
  folder: string;
  auth: 'none' | 'password';
  /** With `auth: 'password'`; absent: a random one. */
  password?: string;
  /** false leaves VS Code's workspace trust on, so that an unknown folder opens in Restricted Mode. */
  trust: boolean;
  /** HOME of the server and its terminals; absent: the user's own. */
  home?: string;
  /** Replaces the user settings of this user-data-dir; absent: they stay. */
  settings?: Record<string, unknown>;
  /** Further options of VS Code's own server, such as `enable-smoke-test-driver`. */
  serverOptions?: string[];
  log?: (line: string) => void;
}

export interface RunningCodeServer {
  url: string;
  origin: string;
  password: string | undefined;
  /** Id of the process group that holds the server, its extension hosts and their language servers. */
  processGroup: number;
  logFile: string;
  /** Settles when the server has ended, with its exit code. */
  exited: Promise<number>;
  stop(): Promise<void>;
}

export function ensureCodeServer(options?: { log?: (line: string) => void }): Promise<CodeServer>;
export function startCodeServer(options: StartOptions): Promise<RunningCodeServer>;
export function installExtension(options: {
  vsix: string;
  userDataDir: string;
  extensionsDir: string;
  home?: string;
}): Promise<void>;
export function workbenchUrl(options: { origin: string; folder: string; payload?: [string, string][] }): string;
export function remoteUri(origin: string, file: string): string;
