/**
 * What server and client say to each other beyond LSP. The client imports these types and nothing else of the server:
 * method names are literal types, so that a misspelt one does not compile on either side.
 */

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** False in VS Code's Restricted Mode. Any other client leaves it out: its workspaces count as trusted. */
  readonly isTrusted?: boolean;
  /** Settings of clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Client → server: the user trusts the workspace from now on. */
export interface TrustGrantedNotification {
  readonly method: 'sargable/trustGranted';
}

/** Client → server: checks every file now. */
export interface CheckWorkspaceRequest {
  readonly method: 'sargable/checkWorkspace';
  readonly result: CheckWorkspaceResult;
}

export type CheckWorkspaceResult =
  | { readonly outcome: 'checked'; readonly counts: FindingCounts; readonly unreadableFiles: number }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly message: string };

/** Server → client: what the status item shows. */
export interface StatusNotification {
  readonly method: 'sargable/status';
  readonly params: ServerStatus;
}

export interface ServerStatus {
  readonly state: 'starting' | 'checking' | 'ready' | 'failed';
  /** Why it failed. */
  readonly message?: string;
  /** Of the last check of the entire workspace. */
  readonly counts?: FindingCounts;
}

export interface FindingCounts {
  /** Files with findings. */
  readonly files: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
}
