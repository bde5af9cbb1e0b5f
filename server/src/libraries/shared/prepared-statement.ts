import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, RawShape } from '../../core/library';
import { linksBefore, withDraft } from './drafts';
import { each, type Role, type Step } from './driver';
import { type SqlManner, statementQuery } from './driver-sql';

/**
 * `prepare(text)`: the text is handed over here and runs where the statement is called. Its own query says what the text
 * is; the call of the statement says it again where both stand in one chain.
 */
export function prepares({ dialect, style }: SqlManner, role = 'statement'): Step {
  return (link, handle, context) => {
    const text = link.args[0];
    if (link.form !== 'call' || !text || text.spread) return undefined;
    const raw: RawShape = { text: text.value, dialect, style, holesAreParameters: false, api: 'prepare-then-values' };
    const draft = { ...statementQuery(raw), operation: 'fragment' as const };
    const statement: HandleShape = { role, ...(handle.transaction ? { transaction: true } : {}) };
    return { result: withDraft(statement, draft, context), query: draft };
  };
}

/** A prepared statement: `reads` and `runs` are the calls that run it, `keeps` those that give it back. */
export function statementRole(calls: {
  readonly reads: readonly string[];
  readonly runs: readonly string[];
  readonly keeps: readonly string[];
}): Role {
  return {
    calls: {
      ...each(calls.reads, runsPrepared(false)),
      ...each(calls.runs, runsPrepared(true)),
      ...each(calls.keeps, (_, handle) => ({ result: handle })),
    },
  };
}

function runsPrepared(writes: boolean): Step {
  return (link, handle, context): LibraryCall | undefined => {
    if (link.form !== 'call') return undefined;
    const raw = textOf(link, handle, context);
    const values = link.args[0]?.value;
    return { query: statementQuery(raw && { ...raw, ...(values ? { values } : {}) }, writes) };
  };
}

/** The text that the same chain prepared: what another chain prepared is looked at there. */
function textOf(link: Link, { draft }: HandleShape, context: CallContext): RawShape | undefined {
  const raw = draft?.raw;
  return raw && linksBefore(link, context).some(({ args }) => args[0]?.value === raw.text) ? raw : undefined;
}
