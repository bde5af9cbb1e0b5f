import type { FileRole } from '../../core/project';

/**
 * What a file is for, by its path below its root (`src/orders/order.test.ts`). Decided by names alone, as a reader of the
 * project would; the innermost folder that says something wins, and the file's own name before any folder.
 */
export function roleOf(path: string): FileRole {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  const name = file.toLowerCase();
  const byName = FILES.find(([pattern]) => pattern.test(name));
  if (byName) return byName[1];
  if (RUN_ONCE.test(kebabCase(file))) return 'script';
  for (const segment of segments.reverse()) {
    const folder = kebabCase(segment.replace(/^\.+/, ''));
    const role = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : undefined;
    if (role) return role;
  }
  return 'source';
}

/** `backgroundMigrations`, `background_migrations` and `background-migrations` are one name; `__tests__` keeps its marks. */
function kebabCase(folder: string): string {
  return folder
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1-')
    .replace(/(?<=[a-zA-Z0-9])_(?=[a-zA-Z0-9])/g, '-')
    .toLowerCase();
}

const FILES: readonly (readonly [RegExp, FileRole])[] = [
  [
    /[.-](test|tests|spec|specs|cy|e2e|e2e-spec|e2e-test|mock|mocks|stories|story|bench|benchmark|fixture|fixtures)\.[cm]?[jt]sx?$/,
    'test',
  ],
  [/^(jest|vitest|playwright|cypress|karma|mocha)[.-](config|setup|global-setup|globalsetup)\.[cm]?[jt]s$/, 'test'],
  [/^(test|tests|spec)\.[cm]?[jt]sx?$/, 'test'],
  [/^(seed|seeds|seeder|seeding)([._-].*)?\.([cm]?[jt]s|sql)$/, 'seed'],
  [/[._-](seed|seeds|seeder)\.([cm]?[jt]s|sql)$/, 'seed'],
  [/[._-]migration\.[cm]?[jt]s$/, 'migration'],
];

/** `backfill-slugs.ts`, `migrateAvatars.js`: what such a file is for is done when it has run. */
const RUN_ONCE = /^(?:backfill|migrate)(?:[-.][\w.-]*)?\.[cm]?[jt]s$/;

/** `maintenance` is not among them: where a product plans maintenance, it is a part of the product. */
const FOLDERS: Readonly<Record<string, FileRole | undefined>> = {
  __fixtures__: 'test',
  __mocks__: 'test',
  __specs__: 'test',
  __test__: 'test',
  __tests__: 'test',
  bench: 'test',
  benchmark: 'test',
  benchmarks: 'test',
  cypress: 'test',
  e2e: 'test',
  fixture: 'test',
  fixtures: 'test',
  'integration-test': 'test',
  'integration-tests': 'test',
  mock: 'test',
  mocks: 'test',
  perf: 'test',
  perftest: 'test',
  playwright: 'test',
  spec: 'test',
  specs: 'test',
  test: 'test',
  'test-utils': 'test',
  testcontainers: 'test',
  testing: 'test',
  tests: 'test',
  seed: 'seed',
  seeders: 'seed',
  seeding: 'seed',
  seeds: 'seed',
  backfill: 'script',
  backfills: 'script',
  'background-migration': 'script',
  'background-migrations': 'script',
  bin: 'script',
  'data-migration': 'script',
  'data-migrations': 'script',
  'migration-script': 'script',
  'migration-scripts': 'script',
  'one-off': 'script',
  'one-offs': 'script',
  oneoff: 'script',
  oneoffs: 'script',
  script: 'script',
  scripts: 'script',
  tools: 'script',
  migrate: 'migration',
  migration: 'migration',
  migrations: 'migration',
  upgrades: 'migration',
};
