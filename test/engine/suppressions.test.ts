import assert from 'node:assert/strict';
import { readIgnoreDirective } from '../../server/src/core/facts/ignore-directive';
import type { FileFacts, IgnoreDirective } from '../../server/src/core/facts/index';
import { buildLineIndex } from '../../server/src/core/text';
import { buildSuppressions } from '../../server/src/engine/suppressions';

const KNOWN = ['index/missing', 'n-plus-one/loop', 'suppression/unused', 'suppression/unknown'];

/** Every `//` comment of a text as a front end would give it. */
function directivesOf(text: string): IgnoreDirective[] {
  return [...text.matchAll(/\/\/.*/g)].flatMap(match => {
    const span = { start: match.index, end: match.index + match[0].length };
    const lineStart = text.lastIndexOf('\n', match.index - 1) + 1;
    return readIgnoreDirective(match[0], span, text.slice(lineStart, match.index)) ?? [];
  });
}

function suppress(text: string) {
  const facts: FileFacts = { frontend: 'fake', units: [], starts: [], directives: directivesOf(text), problems: [] };
  const suppressions = buildSuppressions(facts, text, buildLineIndex(text));
  return {
    /** Which of the words `one`, `two` … of the text are silenced for a rule. */
    silenced: (ruleId: string) =>
      [...text.matchAll(/(?<![\w-])(one|two|three|four)\b/g)]
        .filter(({ index }) => suppressions.silences(ruleId, { start: index, end: index + 3 }))
        .map(([word]) => word),
    problems: (ran: string[] = KNOWN) =>
      suppressions
        .problems({ known: KNOWN, ran: new Set(ran) })
        .map(({ ruleId, span, message }) => `${ruleId} | ${text.slice(span.start, span.end)} | ${message}`),
  };
}

describe('suppressions', () => {
  it('speak of the next line, or of their own when code stands before them', () => {
    const { silenced, problems } = suppress(
      ['one', '// sargable-ignore index/missing: seen', 'two', 'three // sargable-ignore index/missing', 'four'].join(
        '\n',
      ),
    );
    assert.deepEqual(silenced('index/missing'), ['two', 'three']);
    assert.deepEqual(silenced('n-plus-one/loop'), []);
    assert.deepEqual(problems(), []);
  });

  it('stack above one line', () => {
    const { silenced } = suppress(
      ['// sargable-ignore index/missing: a', '// sargable-ignore n-plus-one/loop: b', 'one', 'two'].join('\r\n'),
    );
    assert.deepEqual(silenced('index/missing'), ['one']);
    assert.deepEqual(silenced('n-plus-one/loop'), ['one']);
  });

  it('speak of a range, which may stay open, or of the file', () => {
    const range = suppress(
      [
        '// sargable-ignore-start index/missing n-plus-one/loop: generated',
        'one',
        '// sargable-ignore-end index/missing',
        'two',
        '// sargable-ignore-end',
        'three',
      ].join('\n'),
    );
    assert.deepEqual(range.silenced('index/missing'), ['one']);
    assert.deepEqual(range.silenced('n-plus-one/loop'), ['one', 'two']);
    assert.deepEqual(suppress('one\n// sargable-ignore-start index/missing\ntwo\nthree').silenced('index/missing'), [
      'two',
      'three',
    ]);
    assert.deepEqual(suppress('one\n// sargable-ignore-file index/missing\ntwo').silenced('index/missing'), [
      'one',
      'two',
    ]);
  });

  it('are reported when they silence nothing, word by word', () => {
    const both = suppress('// sargable-ignore index/missing, n-plus-one/loop: why\none');
    assert.deepEqual(both.silenced('index/missing'), ['one']);
    assert.deepEqual(both.problems(), [
      'suppression/unused | n-plus-one/loop | n-plus-one/loop finds nothing here that this comment silences.',
    ]);
    assert.deepEqual(suppress('// sargable-ignore index/missing, n-plus-one/loop\none').problems(), [
      'suppression/unused | // sargable-ignore index/missing, n-plus-one/loop | index/missing, n-plus-one/loop finds nothing here that this comment silences.',
    ]);
  });

  it('are not reported for rules that did not run', () => {
    assert.deepEqual(suppress('// sargable-ignore index/missing\none').problems(['n-plus-one/loop']), []);
  });

  it('are reported when they name a rule that does not exist, or none', () => {
    assert.deepEqual(suppress('// sargable-ignore index/mising\none\n// sargable-ignore\ntwo').problems(), [
      'suppression/unknown | index/mising | There is no rule "index/mising". Did you mean "index/missing"?',
      'suppression/unknown | // sargable-ignore | This comment names no rule, so it silences nothing: write "sargable-ignore <rule-id>: reason".',
    ]);
  });

  it('above a call speak of the text that it sends, but not of functions inside it', () => {
    const text = '// sargable-ignore index/missing\nquery(`\n one ${two}`, () => {\n  three });';
    const call = text.indexOf('query');
    const fn = text.indexOf('()');
    const facts: FileFacts = {
      frontend: 'fake',
      units: [
        {
          kind: 'code',
          id: '',
          fingerprint: '',
          code: {
            ...{ bindings: [], classes: [], types: [], loops: [], imports: [], exports: [], outerWrites: [] },
            functions: [
              {
                ...{ id: 'callback', async: false, returns: [], static: false, parameterCount: 0, decorators: [] },
                span: { start: fn - call, end: text.lastIndexOf('}') + 1 - call },
              },
            ],
            calls: [
              {
                id: 'call[0]',
                root: {
                  kind: 'other',
                  value: { kind: 'literal', value: null, span: { start: 0, end: 5 } },
                  span: { start: 0, end: 5 },
                },
                ...{ links: [], in: '', loops: [], guards: [], awaited: 'no', ownAwaitBefore: false },
                span: { start: 0, end: text.length - 1 - call },
              },
            ],
          },
        },
      ],
      starts: [call],
      directives: directivesOf(text),
      problems: [],
    };
    const suppressions = buildSuppressions(facts, text, buildLineIndex(text));
    const silences = (word: string) =>
      suppressions.silences('index/missing', { start: text.indexOf(word), end: text.indexOf(word) + word.length });
    assert.deepEqual([silences('one'), silences('two'), silences('three')], [true, true, false]);
  });
});
