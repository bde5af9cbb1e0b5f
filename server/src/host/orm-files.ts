import type { SchemaLanguage } from '../core/facts/schema';
import type { PackageFact } from '../core/project';
import { baseNameOf, type Uri } from '../core/uri';
import { type Discovery, packageOf } from './discovery';
import { withoutComments } from './literals';
import type { DeclaredDialect, OrmKind, OrmSetup } from './orms/orm-kind';

/** What one file says in the words of one ORM. */
export interface OrmFile {
  readonly uri: Uri;
  readonly kind: OrmKind;
  /** The innermost package around it that depends on the ORM. */
  readonly home: PackageFact;
  readonly isTest: boolean;
  readonly declares: readonly DeclaredDialect[];
  readonly setups: readonly OrmSetup[];
}

export type OrmText = Readonly<Partial<Record<SchemaLanguage, Pick<OrmFile, 'declares' | 'setups'>>>>;

const CODE = /(?:(?<!\.d)\.[cm]?[jt]s|\/ormconfig\.json|\/config\/config\.json|\.sequelizerc|\/drizzle\.config\.json)$/;
/** Interfaces of tables that a generator has written. */
const DECLARATIONS = /\.d\.ts$/;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|specs?|e2e|fixtures?|__fixtures__|benchmarks?)\/|[.-](?:test|spec|e2e-spec|bench|mock)\.[cm]?[jt]s$/i;

/** Files between which other work is let in. */
const SLICE = 100;

/** Reads the files of all packages that depend on an ORM, each once. */
export async function readOrmFiles(
  discovery: Discovery,
  users: readonly { readonly kind: OrmKind; readonly packages: readonly PackageFact[] }[],
): Promise<readonly OrmFile[]> {
  const found: OrmFile[] = [];
  let read = 0;
  for (const uri of discovery.files) {
    const isDeclaration = DECLARATIONS.test(uri);
    if (!isDeclaration && !CODE.test(uri)) continue;
    const homes = users.flatMap(({ kind, packages }) => {
      const home = isDeclaration && kind.id !== 'kysely' ? undefined : packageOf(uri, packages);
      return home ? [{ kind, home }] : [];
    });
    if (homes.length === 0) continue;
    read += 1;
    if (read % SLICE === 0) await new Promise<void>(resolve => setImmediate(resolve));
    const family = homes.map(({ kind }) => kind.id).join(' ');
    const digest = await discovery.digest(family, uri, text =>
      readOrmText(
        uri,
        text,
        homes.map(({ kind }) => kind),
      ),
    );
    for (const { kind, home } of homes) {
      const said = digest?.[kind.id];
      if (said) found.push({ uri, kind, home, isTest: TEST.test(discovery.nameOf(uri)), ...said });
    }
  }
  return found;
}

/** What a text says in the words of some ORMs. */
export function readOrmText(uri: Uri, text: string, kinds: readonly OrmKind[]): OrmText {
  const isConfig = /config|\.json$|sequelizerc/.test(baseNameOf(uri));
  const mentioning = kinds.filter(kind => isConfig || kind.mentions(text));
  if (mentioning.length === 0) return {};
  const code = withoutComments(text);
  const entries = mentioning.flatMap(kind => {
    const declares = kind.declares(code);
    const setups = kind.setups(uri, code);
    return declares.length === 0 && setups.length === 0 ? [] : [[kind.id, { declares, setups }] as const];
  });
  return Object.fromEntries(entries);
}
