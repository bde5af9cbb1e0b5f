import assert from 'node:assert/strict';
import type { FileFacts } from '../../../server/src/core/facts/index';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';
import { readScripts } from '../../../server/src/frontends/typescript/script-blocks';

const VUE = `<script lang="ts">
export const limit: number = 5;
</script>
<!-- <script>ignored()</script> -->
<script setup lang='ts' generic="T extends Record<string, string>">
const rows = await prisma.user.findMany({ take: limit });
</script>
<template>
  <p v-for="row in rows" @click="() => remove(row)">{{ row.name }}</p>
</template>
`;

const SVELTE = `<script context="module">
  import { db } from './db';
</script>

<script>
  export let id;
  $: user = db.user(id);
</script>

<svelte:head><script type="module">analytics(1 < 2)</script></svelte:head>
{#each user.posts as post}<b>{post.title}</b>{/each}
<style>b { color: red }</style>
`;

function read(path: string, text: string): FileFacts {
  return typescriptFrontend.extract({ uri: `file:///${path}`, text }).facts;
}

/** Every call with the text that its facts say it stands in. */
function calls(path: string, text: string): string[] {
  const { units, starts } = read(path, text);
  return units.flatMap((unit, index) => {
    const start = starts[index] ?? 0;
    return unit.kind === 'code'
      ? unit.code.calls.map(({ span }) => text.slice(start + span.start, start + span.end))
      : [];
  });
}

describe('TypeScript in single-file components', () => {
  it('reads all script blocks of a Vue component as one module, where they stand', () => {
    assert.deepEqual(read('Users.vue', VUE).problems, []);
    assert.deepEqual(calls('Users.vue', VUE), ['prisma.user.findMany({ take: limit })']);
    assert.deepEqual(
      read('Users.vue', VUE).units.map(unit => unit.id),
      ['limit', 'rows'],
    );
  });

  it('reads the scripts of a Svelte component and leaves those of the page alone', () => {
    assert.deepEqual(read('User.svelte', SVELTE).problems, []);
    assert.deepEqual(calls('User.svelte', SVELTE), ['db.user(id)']);
  });

  it('keeps every offset', () => {
    for (const text of [VUE, SVELTE, '<template>\r\n💾</template>\r\n<script>a()</script>']) {
      const scripts = readScripts(text);
      assert.equal(scripts.text.length, text.length);
      for (let at = 0; at < text.length; at++) {
        const inside = scripts.spans.some(span => span.start <= at && at < span.end);
        const expected = inside || /[\r\n]/.test(text[at] ?? '') ? text[at] : ' ';
        assert.equal(scripts.text[at], expected, `at ${at}`);
      }
    }
  });

  it('takes elements for what they are where the block says so', () => {
    const text = '<script lang="tsx">\nconst view = () => <b>{load(<T,>(x: T) => x)}</b>;\n</script>';
    assert.deepEqual(read('View.vue', text).problems, []);
    assert.deepEqual(calls('View.vue', text), ['load(<T,>(x: T) => x)']);
  });

  it('reads no block of another language', () => {
    for (const attributes of ['type="application/ld+json"', 'lang="coffee"', "type='text/x-template'"]) {
      const text = `<script ${attributes}>load()</script>`;
      assert.equal(readScripts(text).text.trim(), '', attributes);
    }
    for (const attributes of ['', ' type="module"', ' lang=ts', ' setup', ' type="text/javascript"']) {
      assert.equal(readScripts(`<script${attributes}>load()</script>`).text.trim(), 'load()', attributes);
    }
  });

  it('reads a block that is still being written', () => {
    assert.deepEqual(calls('Half.vue', '<template><p/></template>\n<script>\nload();\n'), ['load()']);
    assert.deepEqual(calls('Half.vue', '<script setup lang="ts'), []);
    assert.deepEqual(calls('Half.vue', '<!-- <script>load()</script>'), []);
  });

  it('follows an edit as in any other file', () => {
    const first = typescriptFrontend.extract({ uri: 'file:///Users.vue', text: VUE });
    const text = VUE.replace('take: limit', 'take: 1');
    const second = typescriptFrontend.extract({ uri: 'file:///Users.vue', text }, first);
    assert.deepEqual(second.facts, read('Users.vue', text));
    assert.equal(second.facts.units[0], first.facts.units[0]);
  });
});

describe('JavaScript and module files', () => {
  const body = 'export async function load(xs) { for (const x of xs) await db.get(x); }';
  for (const path of ['a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'a.ts', 'a.tsx', 'a.mts', 'a.cts']) {
    it(`${path} has the facts that TypeScript has`, () => assert.deepEqual(read(path, body), read('b.ts', body)));
  }

  it('has elements in .jsx and .js', () => {
    for (const path of ['a.jsx', 'a.js']) {
      assert.deepEqual(calls(path, 'const view = xs => xs.map(x => <b>{load(x)}</b>);').slice(1), ['load(x)']);
      assert.deepEqual(read(path, 'const view = <b>{load()}</b>;').problems, []);
    }
  });
});
