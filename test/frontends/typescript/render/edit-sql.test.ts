import assert from 'node:assert/strict';
import type { FixIntent, RenderContext } from '../../../../server/src/core/fix';
import { applyTextEdits } from '../../../../server/src/engine/apply-change';
import { renderTypeScript } from '../../../../server/src/frontends/typescript/render/index';

const URI = 'file:///src/queries.ts';

/** The program after `newText` has taken the place of what stands between the marks `«` and `»`. */
function edited(marked: string, newText: string, options: { editable?: boolean; committed?: boolean } = {}): string {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace('«', '').replace('»', '');
  const at = { uri: URI, unit: '', span: { start, end } };
  const intent: FixIntent = {
    kind: 'edit-sql',
    title: 'Edit',
    safety: 'review',
    at,
    edits: [{ at, newText }],
    ...(options.editable === undefined ? {} : { editable: options.editable }),
  };
  const context: RenderContext = {
    read: uri => (uri === URI ? { text, expect: { hash: 'h' } } : undefined),
    locate: place => place.span,
    isCommitted: () => options.committed ?? true,
    timestamp: '20260102030405',
  };
  const change = renderTypeScript(intent, context);
  if ('declined' in change) return 'declined';
  return change.edits.reduce((current, edit) => applyTextEdits(current, edit.edits), text);
}

describe('SQL in strings, edited', () => {
  it('writes into each kind of literal', () => {
    assert.equal(edited("q('SELECT «a» FROM t');", 'b'), "q('SELECT b FROM t');");
    assert.equal(edited('q("SELECT «a» FROM t");', 'b'), 'q("SELECT b FROM t");');
    assert.equal(edited('q(`SELECT «a» FROM t`);', 'b'), 'q(`SELECT b FROM t`);');
    assert.equal(edited('q(`WHERE «a» = ${id} AND c`);', 'b'), 'q(`WHERE b = ${id} AND c`);');
    assert.equal(edited('q(`WHERE a = ${id} AND «c»`);', 'd'), 'q(`WHERE a = ${id} AND d`);');
  });

  it('escapes what the literal would take for its own', () => {
    assert.equal(edited("q('«a»');", "coalesce(a, '')"), "q('coalesce(a, \\'\\')');");
    assert.equal(edited('q("«a»");', `"A" = 'x'`), `q("\\"A\\" = 'x'");`);
    assert.equal(edited('q(`«a»`);', "E'\\\\d`${x}'"), "q(`E'\\\\\\\\d\\`\\${x}'`);");
    assert.equal(edited("q('«a»');", 'a,\nb'), "q('a,\\nb');");
    assert.equal(edited('q(`\n  «a»`);', 'a,\nb'), 'q(`\n  a,\n  b`);');
  });

  it('keeps words apart', () => {
    assert.equal(edited("q('CREATE INDEX ON t«»(a)');", 'USING gin '), "q('CREATE INDEX ON t USING gin (a)');");
  });

  it('leaves alone what stands in several pieces, in raw templates that would need escapes, and committed migrations', () => {
    assert.equal(edited("q('SELECT «a' + ' b» FROM t');", 'c'), 'declined');
    assert.equal(edited('q(`a = «${id} AND» c`);', 'b'), 'declined');
    assert.equal(edited('q(String.raw`«a»`);', '\\d'), 'declined');
    assert.equal(edited('q(String.raw`«a»`);', 'b'), 'q(String.raw`b`);');
    assert.equal(edited("q('«a»');", 'b', { editable: false }), 'declined');
    assert.equal(edited("q('«a»');", 'b', { editable: false, committed: false }), "q('b');");
  });
});
