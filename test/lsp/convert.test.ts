import assert from 'node:assert/strict';
import { buildLineIndex } from '../../server/src/core/text';
import { fromLspRange, fromLspUri, toLspDiagnostics, toLspRange, toLspUri } from '../../server/src/lsp/convert';

describe('lsp/convert', () => {
  const addresses: readonly [what: string, lsp: string, own: string][] = [
    ['a plain path', 'file:///app/src/page.ts', 'file:///app/src/page.ts'],
    ['brackets and blanks', 'file:///app/%5Bid%5D/my%20page.ts', 'file:///app/[id]/my page.ts'],
    ['a Windows drive', 'file:///c%3A/app/page.ts', 'file:///c:/app/page.ts'],
    ['a share', 'file://server/share/page.ts', 'file://server/share/page.ts'],
    ['letters of any script', 'file:///app/%C3%BC%F0%9F%98%80.sql', 'file:///app/ü😀.sql'],
    ['a percent sign', 'file:///app/100%25.sql', 'file:///app/100%.sql'],
    ['a document that was never saved', 'untitled:Untitled-1', 'untitled:Untitled-1'],
  ];
  for (const [what, lsp, own] of addresses) {
    it(`knows ${what} by both names`, () => {
      assert.equal(fromLspUri(lsp), own);
      assert.equal(toLspUri(own), lsp);
    });
  }

  it('takes a drive in either case for the same one', () => {
    assert.equal(fromLspUri('file:///C:/app/page.ts'), 'file:///c:/app/page.ts');
  });

  it('keeps what is no UTF-8', () => {
    assert.equal(fromLspUri('file:///app/%FF/%5Bid%5D'), 'file:///app/%FF/[id]');
  });

  it('counts columns in UTF-16 units and ends lines at LF, CRLF and CR', () => {
    const text = 'a\r\n😀 x\ry\nz';
    const lines = buildLineIndex(text);
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } };
    const start = text.indexOf('x');
    assert.deepEqual(toLspRange(lines, { start, end: start + 1 }), range);
    assert.deepEqual(fromLspRange(lines, range), { start, end: start + 1 });
    assert.deepEqual(toLspRange(lines, { start: text.length - 1, end: text.length }), {
      start: { line: 3, character: 0 },
      end: { line: 3, character: 1 },
    });
  });

  it('says everything about a finding', () => {
    const [diagnostic] = toLspDiagnostics(
      {
        uri: 'file:///app/[a].ts',
        version: 7,
        resultId: 'r',
        problems: [],
        text: 'first\nsecond',
        findings: [
          {
            id: 'f1',
            ruleId: 'suppression/unused',
            severity: 'hint',
            message: 'Unused.',
            uri: 'file:///app/[a].ts',
            span: { start: 6, end: 12 },
            related: [{ uri: 'file:///app/b.sql', span: { start: 2, end: 3 }, text: '\n\nx', message: 'Here.' }],
            fixes: [],
            unnecessary: true,
          },
        ],
      },
      { uri: toLspUri, documentation: id => `https://example.org/${id}` },
    );
    assert.deepEqual(diagnostic, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } },
      severity: 4,
      source: 'sargable',
      code: 'suppression/unused',
      codeDescription: { href: 'https://example.org/suppression/unused' },
      message: 'Unused.',
      tags: [1],
      relatedInformation: [
        {
          location: {
            uri: 'file:///app/b.sql',
            range: { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } },
          },
          message: 'Here.',
        },
      ],
      data: { findingId: 'f1', version: 7 },
    });
  });
});
