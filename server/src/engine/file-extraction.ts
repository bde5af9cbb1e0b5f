import type { FileFacts } from '../core/facts/index';
import type { Dialect } from '../core/facts/sql-template';
import type { ExtractInput, Frontend, Extraction as FrontendExtraction } from '../core/frontend';
import type { Logger } from '../core/ports';
import type { Uri } from '../core/uri';
import { describeError } from './describe-error';
import type { Stopwatch } from './stopwatch';
import type { StoredText } from './store';

/** Extracts in other threads; gives the facts alone, and undefined when it cannot. */
export interface ExtractPool {
  extract(frontendId: string, input: ExtractInput): Promise<FileFacts | undefined>;
}

/** What is known of a file at some state of its text. */
export interface ExtractedFile {
  readonly stamp: number;
  /** Rules look at it: it asks a database, or leads to a file that does and may do so once per element. */
  readonly checked: boolean;
  /** Absent while the file was only looked at for hints. */
  readonly content?: ExtractedContent;
  readonly failure?: string;
}

/** A text and its facts. */
export interface ExtractedContent {
  readonly text: string;
  /** Only fixes and linters ask for it. */
  hash(): string;
  /** What the front end was told. */
  readonly dialect?: Dialect;
  readonly version?: number;
  readonly facts: FileFacts;
  readonly state?: unknown;
}

/** Makes facts of one text at a time, and no facts twice of the same text. */
export interface FileExtraction {
  ofText(
    frontend: Frontend,
    uri: Uri,
    stored: StoredText & { kind: 'text' },
    dialect: Dialect | undefined,
    previous: ExtractedContent | undefined,
  ): Promise<ExtractedContent>;
  /** What there is to say of a file without a text. */
  ofUnreadable(
    frontend: Frontend,
    stored: StoredText & { kind: 'skipped' | 'failed' },
    dialect: Dialect | undefined,
  ): ExtractedFile;
}

export function createFileExtraction(dependencies: {
  readonly logger: Logger;
  readonly stopwatch: Stopwatch;
  readonly pool?: ExtractPool;
}): FileExtraction {
  const { logger, stopwatch, pool } = dependencies;

  async function extractContent(
    frontend: Frontend,
    uri: Uri,
    stored: StoredText & { kind: 'text' },
    dialect: Dialect | undefined,
    previous: ExtractedContent | undefined,
  ): Promise<ExtractedContent> {
    const open = stored.version !== undefined;
    const told = dialect === undefined ? {} : { dialect };
    const identity = { text: stored.text, hash: stored.hash, ...told, ...(open ? { version: stored.version } : {}) };
    // Equal text has equal facts: a file that is opened, closed, touched or checked out again costs nothing.
    if (previous?.text === stored.text && previous.dialect === dialect) {
      const state = open && previous.state !== undefined ? { state: previous.state } : {};
      return { ...identity, facts: previous.facts, ...state };
    }
    const input = { uri, text: stored.text, ...told };
    const fromPool = open ? undefined : await pool?.extract(frontend.id, input);
    if (fromPool) return { ...identity, facts: fromPool };
    const memory = open && previous?.state !== undefined ? { facts: previous.facts, state: previous.state } : undefined;
    const { facts, state } = extract(frontend, input, memory);
    return { ...identity, facts, ...(open && state !== undefined ? { state } : {}) };
  }

  function extract(frontend: Frontend, input: ExtractInput, previous?: FrontendExtraction): FrontendExtraction {
    try {
      return stopwatch.measure('frontend', frontend.id, () => frontend.extract(input, previous));
    } catch (error) {
      // Front ends are total; one that throws all the same costs its file's facts and nothing else.
      logger.error(`the ${frontend.id} front end failed on ${input.uri}: ${describeError(error)}`);
      return { facts: emptyFacts(frontend) };
    }
  }

  return { ofText: extractContent, ofUnreadable: unreadable };
}

function unreadable(
  frontend: Frontend,
  stored: StoredText & { kind: 'skipped' | 'failed' },
  dialect: Dialect | undefined,
): ExtractedFile {
  return {
    stamp: stored.stamp,
    checked: false,
    content: { text: '', hash: () => '', facts: emptyFacts(frontend), ...(dialect === undefined ? {} : { dialect }) },
    ...(stored.kind === 'failed' ? { failure: stored.message } : {}),
  };
}

function emptyFacts(frontend: Frontend): FileFacts {
  return { frontend: frontend.id, units: [], starts: [], directives: [], problems: [] };
}
