import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { FileSystem, Logger, ReadResult } from '../core/ports';
import { pathOfUri } from './file-uri';
import { listFiles } from './list-files';

/** Hand-written files are smaller by far; SQL dumps and bundles are not. */
const LARGEST = 8 * 1024 * 1024;

/** As in git: a zero byte among the first ones makes a file binary. */
const PROBE = 8000;

/** The file system of this machine. */
export function createNodeFileSystem(logger?: Logger): FileSystem {
  return {
    async read(uri) {
      const path = pathOfUri(uri);
      if (path === undefined) return { kind: 'failed', message: `not a file: ${uri}` };
      try {
        return readText(path);
      } catch (error) {
        return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
    },
    list: (folder, signal) => listFiles(folder, signal, logger),
    stamp(uri) {
      const path = pathOfUri(uri);
      if (path === undefined) return undefined;
      try {
        const stats = statSync(path);
        return `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
      } catch {
        // Gone, or not to be looked at: reading it will say why.
        return undefined;
      }
    },
  };
}

/**
 * Synchronous, because a check reads thousands of small files: the four round trips through the thread pool that a file
 * costs otherwise take several times as long as reading it. The engine lets others in between files.
 */
function readText(path: string): ReadResult {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    // Reading a pipe or a device might never end.
    if (!stats.isFile()) return { kind: 'failed', message: `not a regular file: ${path}` };
    if (stats.size > LARGEST) return { kind: 'skipped', reason: 'too-large' };
    return decode(readBytes(file));
  } finally {
    closeSync(file);
  }
}

/** The bytes are valid until the next call: most files fit into one buffer, so that none is made for each of them. */
function readBytes(file: number): Buffer {
  let length = 0;
  while (length < shared.length) {
    const read = readSync(file, shared, length, shared.length - length, length);
    if (read === 0) return shared.subarray(0, length);
    length += read;
  }
  // Reading at given places has not moved the file's own.
  return readFileSync(file);
}

const shared = Buffer.allocUnsafe(128 * 1024);

/** The text as an editor shows it: without the byte order mark, so that offsets are the editor's. */
function decode(bytes: Buffer): ReadResult {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { kind: 'text', text: bytes.toString('utf16le', 2) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { kind: 'text', text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.subarray(0, PROBE).includes(0)) return { kind: 'skipped', reason: 'binary' };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { kind: 'text', text: bytes.toString('utf8', marked ? 3 : 0) };
}
