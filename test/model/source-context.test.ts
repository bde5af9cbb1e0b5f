import assert from 'node:assert/strict';
import type { CodeFacts } from '../../server/src/core/facts/code';
import type { Library, ResolvedName, SourceContext } from '../../server/src/core/library';
import { typescriptFrontend } from '../../server/src/frontends/typescript/index';
import { createModel } from '../../server/src/model/index';
import { createModelInputs } from '../../server/src/model/inputs';
import { createGraph } from '../../server/src/model/tracking';

const ROOT = 'file:///app';

/** What the argument of each `ask(…)` in `main.ts` leads to. */
function answers<T>(
  files: Readonly<Record<string, string>>,
  ask: (at: SourceContext, unit: CodeFacts, n: number) => T,
): T[] {
  const found: T[] = [];
  const library: Library = {
    ...{ id: 'asking', packages: [], hints: [], queryCalls: [] },
    ...{ exported: () => undefined, typed: () => undefined, member: () => undefined, call: () => undefined },
    declarations(unit, context) {
      unit.calls.forEach(({ root }, n) => {
        if (root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'ask')
          found.push(ask(context, unit, n));
      });
      return [];
    },
  };
  const graph = createGraph();
  const inputs = createModelInputs(graph);
  const never = () => {
    throw new Error('no SQL is read here');
  };
  const model = createModel(graph, inputs, {
    libraries: [library],
    readSql: never,
    parameterizeSql: never,
    readDdl: never,
  });
  for (const [path, text] of Object.entries(files)) {
    const uri = `${ROOT}/${path}`;
    inputs.setFacts(uri, typescriptFrontend.extract({ uri, text }).facts);
  }
  inputs.setProject({
    ...{ roots: [ROOT], packages: [], pathAliases: [], migrationSets: [] },
    databases: [
      {
        ...{ id: 'main', dialect: 'postgres', schemaFiles: [`${ROOT}/main.ts`], clientModules: [], clientPackages: [] },
        emulatedRelations: false,
      },
    ],
  });
  model.tables('main');
  return found;
}

function argumentOf(unit: CodeFacts, n: number) {
  const value = unit.calls[n]?.links[0]?.args[0]?.value;
  if (!value) throw new Error('ask() asks nothing');
  return value;
}

function describeName(name: ResolvedName | undefined): string {
  if (!name) return 'unknown';
  const rest = name.rest.map(step => `.${step}`).join('');
  return name.kind === 'package' ? `${name.module} ${name.name}${rest}` : `${name.id.slice(ROOT.length + 1)}${rest}`;
}

describe('the names of a schema written in code', () => {
  const names = (files: Readonly<Record<string, string>>) =>
    answers(files, (at, unit, n) => describeName(at.resolve(argumentOf(unit, n))));

  it('lead through aliases, imports, barrels and namespaces to one declaration', () => {
    const result = names({
      'main.ts': `import { users, people, again } from './barrel';
import * as all from './barrel';
const here = make();
const alias = users;
ask(users.id); ask(people); ask(again); ask(all.users.id); ask(alias.id); ask(here); ask(missing);
`,
      'barrel.ts':
        "export * from './users';\nexport { users as people } from './users';\nimport { users } from './users';\nexport { users as again };",
      'users.ts': 'export const users = make();',
    });
    assert.deepEqual(result, [
      'users.ts#users.id',
      'users.ts#users',
      'users.ts#users',
      'users.ts#users.id',
      'users.ts#users.id',
      'main.ts#here',
      'unknown',
    ]);
  });

  it('lead to what a package exports, whatever it is called and wherever it passes', () => {
    const result = names({
      'main.ts': `import { table as t } from 'orm/core';
import * as core from 'orm/core';
import { column } from './own';
ask(t); ask(core.table); ask(core.table.deep); ask(column);
`,
      'own.ts': "export * from 'orm/core';",
    });
    assert.deepEqual(result, ['orm/core table', 'orm/core table', 'orm/core table.deep', 'orm/core column']);
  });

  it('end where modules pass each other on in a circle', () => {
    const result = names({
      'main.ts': "import { a } from './b';\nask(a);",
      'b.ts': "export * from './c';",
      'c.ts': "export * from './b';",
    });
    assert.deepEqual(result, ['unknown']);
  });
});

describe('the values of a schema written in code', () => {
  it('are those of constants in any module; what changes has none', () => {
    const result = answers(
      {
        'main.ts': `import { NAME, options } from './names';
let changing = 'a';
changing = 'b';
ask('plain'); ask(NAME); ask(options.length.value); ask(options.flags[0]); ask(changing); ask(unknown);
`,
        'names.ts': "export const NAME = 'users';\nexport const options = { length: { value: 30 }, flags: [true] };",
      },
      (at, unit, n) => at.literal(argumentOf(unit, n)),
    );
    assert.deepEqual(result, ['plain', 'users', 30, true, undefined, undefined]);
  });

  it('count in the unit that they stand in', () => {
    const [found] = answers(
      {
        'main.ts': "import { columns } from './columns';\nask(columns);",
        'columns.ts': 'export const columns = { id: make(1) };',
      },
      (at, unit, n) => at.constant(argumentOf(unit, n)),
    );
    assert.equal(found?.at.uri, `${ROOT}/columns.ts`);
    assert.equal(found.value.kind === 'object' && found.value.entries[0]?.value.kind, 'call');
    assert.equal(found.unit.calls.length, 1);
  });
});
