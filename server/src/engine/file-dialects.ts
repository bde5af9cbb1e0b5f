import type { Dialect } from '../core/facts/sql-template';
import type { Frontend } from '../core/frontend';
import type { Database, ProjectFacts } from '../core/project';
import { isInside, parentOf, type Uri } from '../core/uri';
import type { Configuration } from './config';
import type { Store } from './store';

/**
 * Which dialect the SQL of a file is written in. In this order: what the schema, the ORM's configuration or the lock file of
 * the migrations says, a setting, what the migrations of the folder give away by themselves, the package's driver.
 */
export interface FileDialects {
  setProject(project: ProjectFacts): void;
  setConfiguration(configuration: Configuration): void;
  /** Looks into the migrations of databases that nobody says the dialect of, where one of them may have changed. */
  settle(): Promise<void>;
  /** Undefined: the text itself must tell. */
  of(uri: Uri): Dialect | undefined;
  /** Another number whenever `of` may answer something else. */
  revision(): number;
}

/** `onSettled` gets the project with the dialect of every database each time that it is another one. */
export function createFileDialects(
  store: Store,
  frontends: readonly Frontend[],
  onSettled: (project: ProjectFacts) => void,
): FileDialects {
  const evidence = new Map<Uri, { readonly stamp: number; readonly dialect: Dialect | undefined }>();
  let project: ProjectFacts | undefined;
  let configuration: Configuration | undefined;
  let settled: ProjectFacts | undefined;
  let settledDialects = '';
  let settledAt = -1;
  let revision = 0;
  /** Where files of a database lie: its migrations and the folders of both, the innermost first. */
  let homes: readonly Home[] = [];
  let listed: ReadonlyMap<Uri, Dialect> = new Map();

  function settingFor(uri: Uri): Dialect | undefined {
    return configuration?.forFile(uri).dialect(uri);
  }

  async function evidenceOf(uri: Uri): Promise<Dialect | undefined> {
    const frontend = frontends.find(({ extensions }) => extensions.some(extension => uri.endsWith(extension)));
    if (!frontend?.dialectOf) return undefined;
    const known = evidence.get(uri);
    if (known?.stamp === store.stamp(uri)) return known.dialect;
    const stored = await store.read(uri);
    const dialect = stored.kind === 'text' ? frontend.dialectOf(stored.text) : undefined;
    evidence.set(uri, { stamp: stored.stamp, dialect });
    return dialect;
  }

  async function settleDatabase(database: Database, files: readonly Uri[]): Promise<Database> {
    if (database.dialectFrom === undefined) return database;
    const { dialectFrom: from, ...known } = database;
    const setting = files.map(settingFor).find(dialect => dialect !== undefined);
    if (setting !== undefined) return { ...known, dialect: setting };
    for (const uri of files.slice(0, FILES_LOOKED_AT)) {
      const dialect = await evidenceOf(uri);
      if (dialect !== undefined) return { ...known, dialect };
    }
    return from === 'driver' ? known : database;
  }

  async function settleProject(from: ProjectFacts): Promise<ProjectFacts> {
    const databases: Database[] = [];
    for (const database of from.databases) {
      const sets = from.migrationSets.filter(set => set.database === database.id);
      databases.push(
        await settleDatabase(
          database,
          sets.flatMap(({ files }) => files),
        ),
      );
    }
    return { ...from, databases };
  }

  return {
    setProject(next) {
      project = next;
      settled = undefined;
      for (const uri of evidence.keys()) if (!store.isKnown(uri)) evidence.delete(uri);
    },
    setConfiguration(next) {
      configuration = next;
      settled = undefined;
    },
    async settle() {
      while (project && (settled === undefined || settledAt !== store.lastStamp())) {
        const from = project;
        const by = configuration;
        const at = store.lastStamp();
        const result = await settleProject(from);
        if (project !== from || configuration !== by) continue;
        settledAt = at;
        const dialects = result.databases.map(({ dialect, dialectFrom = '' }) => dialect + dialectFrom).join();
        if (settled !== undefined && dialects === settledDialects) continue;
        settled = result;
        settledDialects = dialects;
        revision += 1;
        homes = homesOf(result);
        listed = dialectsOfFiles(result);
        onSettled(result);
      }
    },
    of(uri) {
      const own = listed.get(uri);
      if (own !== undefined) return own;
      const around = homes.filter(({ folder }) => isInside(uri, folder));
      const [nearest] = around;
      if (nearest?.migrations && nearest.dialect !== undefined) return nearest.dialect;
      return settingFor(uri) ?? nearest?.dialect;
    },
    revision: () => revision,
  };
}

interface Home {
  readonly folder: Uri;
  /** Everything below is about this database; a schema's folder may hold other things as well. */
  readonly migrations: boolean;
  /** Absent where two databases share the folder, or nothing is known. */
  readonly dialect: Dialect | undefined;
}

function homesOf({ databases, migrationSets }: ProjectFacts): readonly Home[] {
  const homes = new Map<Uri, Home>();
  const add = (folder: Uri, migrations: boolean, database: Database): void => {
    const dialect = database.dialectFrom === undefined ? database.dialect : undefined;
    const known = homes.get(folder);
    homes.set(
      folder,
      known
        ? {
            folder,
            migrations: known.migrations || migrations,
            dialect: known.dialect === dialect ? dialect : undefined,
          }
        : { folder, migrations, dialect },
    );
  };
  for (const database of databases) {
    for (const uri of database.schemaFiles) add(parentOf(uri), false, database);
    for (const set of migrationSets) if (set.database === database.id && !set.editable) add(set.folder, true, database);
  }
  return [...homes.values()].sort((a, b) => b.folder.length - a.folder.length);
}

function dialectsOfFiles({ databases, migrationSets }: ProjectFacts): ReadonlyMap<Uri, Dialect> {
  const dialects = new Map<Uri, Dialect>();
  for (const { id, dialect, dialectFrom, schemaFiles } of databases) {
    if (dialectFrom !== undefined) continue;
    const files = migrationSets.filter(({ database }) => database === id).flatMap(set => set.files);
    for (const uri of [...schemaFiles, ...files]) dialects.set(uri, dialect);
  }
  return dialects;
}

/** Among many migrations one of the first says what it is written in. */
const FILES_LOOKED_AT = 50;
