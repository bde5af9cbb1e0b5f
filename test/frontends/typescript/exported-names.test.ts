import assert from 'node:assert/strict';
import { exportedNamesIn } from '../../../server/src/frontends/typescript/exported-names';

describe('the exported names of a text that is not parsed', () => {
  const cases: Record<
    string,
    { text: string; has: readonly string[]; lacks?: readonly string[]; passesOn?: readonly string[] }
  > = {
    'declarations of all kinds': {
      text: `export class A {}
export abstract class B {}
export default class C {}
export async function d() {}
export function* e() {}
export interface F {}
export type G = string;
export type H<T> = T[];
export enum I {}
export const enum J {}
export declare const k: string;
export namespace L {}
const inner = 1;`,
      has: ['A', 'B', 'default', 'd', 'e', 'F', 'G', 'H', 'I', 'J', 'k', 'L'],
      lacks: ['inner'],
    },
    'variables, several or taken apart': {
      text: `export const a = 1, b = 2;
export let c, d;
export const { e, f: g } = load();
export const {
  h,
  i,
} = load();
export const [j, k] = pair;`,
      has: ['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i', 'j', 'k'],
    },
    'lists and other modules': {
      text: `import { x } from './x';
export { x, y as z };
export { default as w } from './w';
export type { T } from './t';
export * from './all';
export type * from './types';
export * as space from './space';`,
      has: ['x', 'z', 'w', 'T', 'space'],
      passesOn: ['./all', './types'],
    },
    'after a comment or another statement': {
      text: `/** Loads. */ export const load = 1;\nconst y = 2; export { y };\n// we export everything\nconst text = 'an export of rows';`,
      has: ['load', 'y'],
      lacks: ['everything', 'rows'],
    },
    minified: { text: 'var a=1;export{a as b};export default a', has: ['b', 'default'] },
    nothing: { text: 'import "./side-effect";', has: [], lacks: ['default'] },
  };
  for (const [name, { text, has, lacks = [], passesOn = [] }] of Object.entries(cases)) {
    it(name, () => {
      const exported = exportedNamesIn(text);
      assert.ok(exported);
      assert.deepEqual(
        has.filter(one => !exported.names.includes(one)),
        [],
      );
      assert.deepEqual(
        lacks.filter(one => exported.names.includes(one)),
        [],
      );
      assert.deepEqual(exported.passesOn, passesOn);
    });
  }

  const unknown: Record<string, string> = {
    CommonJS: 'exports.load = load;',
    'a module that is one value': 'export = load;',
    'an alias': 'export import Users = Other.Users;',
    'declarators that go on in the next line': 'export const a = 1,\n  b = 2;',
    'a decorated class in an odd order': 'export @Entity() class User {}',
  };
  for (const [name, text] of Object.entries(unknown)) {
    it(`cannot be told: ${name}`, () => assert.equal(exportedNamesIn(text), undefined));
  }
});
