import {
  type FileEdit,
  type FixIntent,
  migrationToEdit,
  type RenderContext,
  type SourceText,
  type WorkspaceChange,
} from '../core/fix';
import type { Clock, Logger, VersionControl } from '../core/ports';
import { joinUri, type Uri } from '../core/uri';
import { areApart, sortEdits } from './apply-change';
import { declareAlike } from './declared-names';
import { describeError } from './describe-error';
import type { Extractor } from './extraction';
import type { FixAll, ReportedFinding } from './report';
import type { BuiltReport } from './reporting';
import type { Store, StoredText } from './store';

/** Turns the intents of findings into edits, made for the texts as they are now. */
export interface Fixes {
  resolve(findingId: string, fix: number, signal: AbortSignal): Promise<WorkspaceChange | Declined>;
  fixFile(uri: Uri, safety: 'safe' | 'review', signal: AbortSignal): Promise<FixAll>;
  isBarred(intent: FixIntent): Promise<boolean>;
}

interface FixDependencies {
  readonly store: Store;
  readonly extractor: Extractor;
  readonly versionControl: VersionControl;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The report of a file for its text as it is now. */
  check(uri: Uri, signal: AbortSignal): Promise<BuiltReport>;
  finding(id: string): ReportedFinding | undefined;
}

type Declined = { readonly declined: string };
/** The texts changed under the renderer: what it would say counts for texts of the past. */
type Rendered = WorkspaceChange | Declined | 'outdated';

const GONE: Declined = { declined: 'The finding is no longer there.' };
const UNSTEADY: Declined = { declined: 'The files changed while the fix was being made.' };
/** Each attempt reads the files again; more than this and somebody keeps writing them. */
const ATTEMPTS = 4;

export function createFixes(dependencies: FixDependencies): Fixes {
  const { store, extractor, versionControl, clock, logger, check, finding } = dependencies;

  function rendererOf(intent: FixIntent) {
    // A new migration is written in the language of the one before it, whatever file the finding lies in. The only folders
    // that are known before they have one are those of tools that write SQL.
    const isMigration = intent.kind === 'add-index-migration' || intent.kind === 'drop-index-migration';
    const uri = isMigration ? (intent.files.at(-1) ?? joinUri(intent.folder, 'migration.sql')) : intent.at.uri;
    return extractor.frontendOf(uri)?.renderer;
  }

  /** Reports count for the text the engine knows; a file that was written since without a notice is read again first. */
  async function noticeChange(uri: Uri): Promise<void> {
    const known = extractor.file(uri)?.content;
    if (!known || store.document(uri)) return;
    const now = await store.read(uri);
    if (now.kind !== 'text' || now.hash() !== known.hash()) store.touch(uri);
  }

  async function render(intent: FixIntent, signal: AbortSignal): Promise<Rendered> {
    const renderer = rendererOf(intent);
    if (!renderer) return { declined: 'Nothing can write this fix in that file.' };
    const reading = createReading();
    // A renderer is synchronous and asks for what it needs; what is not there yet is fetched, and it is asked again.
    for (;;) {
      signal.throwIfAborted();
      const result = renderer.render(intent, reading.context);
      if (await reading.fetchMissing()) continue;
      if (reading.isOutdated()) return 'outdated';
      if ('declined' in result) return result;
      const refusal = refuse(result, reading.context);
      if (!refusal) return result;
      logger.error(`the fix "${intent.title}" was refused: ${refusal}`);
      return { declined: 'The edits of this fix do not fit the files.' };
    }
  }

  function createReading() {
    const texts = new Map<Uri, StoredText>();
    const committed = new Map<Uri, boolean>();
    const missingTexts = new Set<Uri>();
    const missingCommitted = new Set<Uri>();
    const timestamp = clock.timestamp();
    const context: RenderContext = {
      timestamp,
      locate: place => extractor.locate(place),
      read(uri) {
        const stored = texts.get(uri);
        if (!stored) missingTexts.add(uri);
        return stored?.kind === 'text' ? sourceText(stored) : undefined;
      },
      isCommitted(uri) {
        const known = committed.get(uri);
        if (known === undefined) missingCommitted.add(uri);
        return known ?? true;
      },
    };
    return {
      context,
      async fetchMissing(): Promise<boolean> {
        const missing = missingTexts.size + missingCommitted.size > 0;
        for (const uri of missingTexts) texts.set(uri, await store.read(uri));
        for (const uri of missingCommitted) committed.set(uri, await versionControl.isCommitted(uri));
        missingTexts.clear();
        missingCommitted.clear();
        return missing;
      },
      isOutdated(): boolean {
        let outdated = false;
        for (const [uri, stored] of texts) {
          const known = extractor.file(uri)?.content;
          const differs = known !== undefined && (stored.kind !== 'text' || stored.hash() !== known.hash());
          if (differs) store.touch(uri);
          if (differs || stored.stamp !== store.stamp(uri)) outdated = true;
        }
        return outdated;
      },
    };
  }

  async function safely(intent: FixIntent, signal: AbortSignal): Promise<Rendered> {
    try {
      return await render(intent, signal);
    } catch (error) {
      signal.throwIfAborted();
      logger.error(`the fix "${intent.title}" failed: ${describeError(error)}`);
      return { declined: 'This fix failed; the log says why.' };
    }
  }

  return {
    async resolve(findingId, fix, signal) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const reported = finding(findingId);
        if (!reported) return GONE;
        await noticeChange(reported.uri);
        const { fixes } = await check(reported.uri, signal);
        const intents = fixes.get(findingId);
        if (!intents) return GONE;
        const intent = intents[fix];
        if (!intent) return { declined: 'The finding no longer has this fix.' };
        const rendered = await safely(intent, signal);
        if (rendered !== 'outdated') return rendered;
      }
      return UNSTEADY;
    },
    async fixFile(uri, safety, signal) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        await noticeChange(uri);
        const built = await check(uri, signal);
        const all = await fixAll(built, safety, intent => safely(intent, signal));
        if (all !== 'outdated') return all;
      }
      return { change: { edits: [], create: [] }, fixed: 0, declined: [] };
    },
    async isBarred(intent) {
      const uri = migrationToEdit(intent);
      return uri !== undefined && versionControl.isCommitted(uri);
    },
  };
}

/** The first fix of each finding that may go in, as long as its edits keep clear of those before it. */
async function fixAll(
  { report, fixes }: BuiltReport,
  safety: 'safe' | 'review',
  render: (intent: FixIntent) => Promise<Rendered>,
): Promise<FixAll | 'outdated'> {
  let change: WorkspaceChange = { edits: [], create: [] };
  let fixed = 0;
  const declined: { findingId: string; reason: string }[] = [];
  for (const { id } of report.findings) {
    const intent = fixes.get(id)?.find(candidate => safety === 'review' || candidate.safety === 'safe');
    if (!intent) continue;
    const rendered = await render(intent);
    if (rendered === 'outdated') return 'outdated';
    if ('declined' in rendered) {
      declined.push({ findingId: id, reason: rendered.declined });
      continue;
    }
    const merged = mergeChanges(change, rendered);
    if (!merged) continue;
    change = merged;
    fixed += 1;
  }
  return { change, fixed, declined };
}

/** Both changes as one, or undefined when they touch each other. */
function mergeChanges(a: WorkspaceChange, b: WorkspaceChange): WorkspaceChange | undefined {
  // The name of a new migration follows from those that exist: the second must see the first.
  if (a.create.length > 0 && b.create.length > 0) return undefined;
  const edits = new Map<Uri, FileEdit>(a.edits.map(edit => [edit.uri, edit]));
  for (const edit of b.edits) {
    const before = edits.get(edit.uri);
    if (before && !edit.edits.every(one => before.edits.every(other => areApart(one, other)))) return undefined;
    if (before && declareAlike(before, edit)) return undefined;
    edits.set(edit.uri, before ? { ...before, edits: [...before.edits, ...edit.edits] } : edit);
  }
  return { edits: [...edits.values()], create: [...a.create, ...b.create] };
}

/** Why a renderer's change must not be applied: it was not made for these texts, or its edits do not fit them. */
function refuse(change: WorkspaceChange, context: RenderContext): string | undefined {
  for (const { uri, expect, edits } of change.edits) {
    const source = context.read(uri);
    if (!source) return `it edits ${uri}, which cannot be read`;
    if (JSON.stringify(source.expect) !== JSON.stringify(expect)) return `it was made for another text of ${uri}`;
    let end = 0;
    for (const { span } of sortEdits(edits)) {
      if (span.start < end || span.end < span.start) return `its edits of ${uri} overlap`;
      end = span.end;
    }
    if (end > source.text.length) return `an edit lies outside ${uri}`;
  }
  return undefined;
}

function sourceText(stored: StoredText & { kind: 'text' }): SourceText {
  const expect = stored.version === undefined ? { hash: stored.hash() } : { version: stored.version };
  return { text: stored.text, expect };
}
