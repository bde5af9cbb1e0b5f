import type { RenderContext, WorkspaceChange } from '../../core/fix';
import { hashText } from '../../core/hash';
import { increment, millisecondsOf, timestampAfter } from '../../core/migration-number';
import type { Uri } from '../../core/uri';

/**
 * A script of one's own among those of Drizzle, as `drizzle-kit generate --custom` writes it: with its entry in the journal,
 * and a snapshot that says the same as the one before.
 */
export function createDrizzleMigration(
  folder: Uri,
  slug: string,
  sql: string,
  context: RenderContext,
): WorkspaceChange | { readonly declined: string } {
  const journalUri = `${folder}/meta/_journal.json`;
  const journal = context.read(journalUri);
  const entries = journal && entriesOf(journal.text);
  const last = entries?.at(-1);
  const number = last && /^(\d{4}|\d{14})_/.exec(last.tag)?.[1];
  if (!journal || !last || number === undefined) return DECLINED;
  const snapshotUri = `${folder}/meta/${number}_snapshot.json`;
  const snapshot = context.read(snapshotUri);
  const next = number.length === 4 ? increment(number) : timestampAfter(number, context.timestamp);
  const tag = `${next}_${slug}`;
  const copied = snapshot && nextSnapshot(snapshot.text, tag);
  const when = Math.max(last.when + 1, millisecondsOf(context.timestamp));
  const edit = copied && appendEntry(journal.text, { ...last, idx: last.idx + 1, when, tag });
  if (!copied || !edit) return DECLINED;
  const scriptUri = `${folder}/${tag}.sql`;
  if (context.read(scriptUri) !== undefined) return { declined: 'A migration of this name exists.' };
  return {
    edits: [{ uri: journalUri, expect: journal.expect, edits: [edit] }],
    create: [
      { uri: scriptUri, text: sql },
      { uri: `${folder}/meta/${next}_snapshot.json`, text: copied },
    ],
  };
}

const DECLINED = {
  declined: 'The journal of these migrations is not as expected: create one with "drizzle-kit generate --custom".',
};

interface JournalEntry {
  readonly idx: number;
  readonly version: string;
  readonly when: number;
  readonly tag: string;
  readonly breakpoints: boolean;
}

/** The entries, when they are those of the journals that are known: numbered one after the other. */
function entriesOf(text: string): readonly JournalEntry[] | undefined {
  const journal = parse(text);
  if (!/^[567]$/.test(String(journal?.version)) || !Array.isArray(journal?.entries)) return undefined;
  const entries: readonly unknown[] = journal.entries;
  return entries.every(isEntry) && entries.every(({ idx }, n) => idx === n) ? entries : undefined;
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { idx, version, when, tag, breakpoints } = value as Partial<Record<keyof JournalEntry, unknown>>;
  return (
    Object.keys(value).length === 5 &&
    typeof idx === 'number' &&
    typeof version === 'string' &&
    typeof when === 'number' &&
    typeof tag === 'string' &&
    typeof breakpoints === 'boolean'
  );
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Half-typed, or not a journal.
    return undefined;
  }
}

/** Behind the last entry, laid out like it. */
function appendEntry(
  text: string,
  entry: JournalEntry,
): { span: { start: number; end: number }; newText: string } | undefined {
  const end = /\}\s*\]\s*\}\s*$/.exec(text);
  const opening = end && /\n([ \t]*)\{(\r?\n)([ \t]*)"idx"(?![\s\S]*"idx")/.exec(text);
  if (!end || !opening) return undefined;
  const [, pad = '', lineEnd = '\n', inner = ''] = opening;
  const step = inner.slice(pad.length);
  const written = JSON.stringify(entry, null, step)
    .split('\n')
    .map(line => pad + line)
    .join(lineEnd);
  const at = end.index + 1;
  const newText = `,${lineEnd}${written}`;
  const result = entriesOf(text.slice(0, at) + newText + text.slice(at));
  return result?.length === entry.idx + 1 ? { span: { start: at, end: at }, newText } : undefined;
}

/** The same schema under an id of its own, which follows the one before. */
function nextSnapshot(text: string, tag: string): string | undefined {
  const { id, prevId } = parse(text) ?? {};
  if (typeof id !== 'string' || typeof prevId !== 'string') return undefined;
  const own = `"id": "${id}"`;
  const previous = `"prevId": "${prevId}"`;
  if (text.split(own).length !== 2 || text.split(previous).length !== 2) return undefined;
  const digits = hashText(tag + id, 1) + hashText(tag + id, 2) + hashText(tag + id, 3);
  const uuid = digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  return text.replace(previous, `"prevId": "${id}"`).replace(own, `"id": "${uuid}"`);
}
