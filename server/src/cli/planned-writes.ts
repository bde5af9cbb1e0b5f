import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Uri } from '../core/uri';
import { CliFailure } from './failure';
import type { TextChange } from './overlay-file-system';
import { nativePath } from './paths';
import { detectEncoding, type Encoding } from './text-encoding';

/** A file as it will be written, with its byte order mark and line breaks. */
export interface PlannedWrite {
  readonly uri: Uri;
  /** Where it really lies: a link stays a link. */
  readonly path: string;
  readonly encoding: Encoding;
  readonly mode?: number;
  /** With the byte order mark; undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Compares the changes with the files as they are now; what somebody else changed meanwhile is not overwritten. */
export async function planWrites(changes: readonly TextChange[]): Promise<PlannedWrite[]> {
  return Promise.all(changes.map(planWrite));
}

/** Writes all files, each in one step. Until all new contents lie on the disk, none of the files is touched. */
export async function writeFiles(plan: readonly PlannedWrite[]): Promise<void> {
  const staged: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, encoding, after, mode } of plan) {
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      await mkdir(dirname(path), { recursive: true });
      staged.push({ temporary, path });
      await writeFile(temporary, encoding.encode(after), { flag: 'wx', ...(mode === undefined ? {} : { mode }) });
    }
    for (const { temporary, path } of staged) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of staged) await rm(temporary, { force: true });
    throw new CliFailure(`The files could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function planWrite({ uri, before, after }: TextChange): Promise<PlannedWrite> {
  const path = nativePath(uri);
  if (before === undefined) return { uri, path, encoding: detectEncoding(Buffer.alloc(0)), before, after };
  try {
    const real = await realpath(path);
    const bytes = await readFile(real);
    const encoding = detectEncoding(bytes);
    if (encoding.decode(bytes) !== before)
      throw new CliFailure(`${path} changed while it was being fixed; nothing was written.`);
    // What does not survive the way there and back, e.g. Latin-1 letters, would be damaged elsewhere in the file.
    if (!encoding.encode(encoding.mark + before).equals(bytes)) {
      throw new CliFailure(`${path} is not encoded as UTF-8 or UTF-16; nothing was written.`);
    }
    const { mode } = await stat(real);
    return { uri, path: real, encoding, mode, before: encoding.mark + before, after: encoding.mark + after };
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(`${path} cannot be read again: ${error instanceof Error ? error.message : String(error)}`);
  }
}
