import { type Uri, workspace } from 'vscode';

const PREFIX = 'sargable.';

type Settings = Record<string, unknown>;

/**
 * Reads only what somebody has set: VS Code's defaults would win over the project's configuration file. Without a resource, the
 * user's own settings; with a folder, what the workspace and that folder say.
 */
export function createExplicitSettings(manifest: Manifest): (resource?: Uri) => Settings {
  const keys = declaredKeys(manifest);
  return resource => {
    const configuration = workspace.getConfiguration(undefined, resource ?? null);
    const settings: Settings = {};
    for (const key of keys) {
      const values = configuration.inspect<unknown>(key);
      const scopes = resource
        ? [values?.workspaceValue, values?.workspaceLanguageValue, values?.workspaceFolderValue]
        : [values?.globalValue];
      const value = scopes.reduce(merge, undefined);
      if (value !== undefined) setPath(settings, key.slice(PREFIX.length), value);
    }
    return settings;
  };
}

interface Manifest {
  readonly contributes?: { readonly configuration?: ConfigurationSection | readonly ConfigurationSection[] };
}

interface ConfigurationSection {
  readonly properties?: Readonly<Record<string, unknown>>;
}

function declaredKeys({ contributes }: Manifest): string[] {
  const sections = [contributes?.configuration ?? []].flat() as ConfigurationSection[];
  return sections.flatMap(({ properties }) => Object.keys(properties ?? {})).filter(key => key.startsWith(PREFIX));
}

/** As VS Code does it: objects are joined entry by entry, of everything else the narrower scope's value holds. */
function merge(wider: unknown, narrower: unknown): unknown {
  if (narrower === undefined) return wider;
  if (!isObject(wider) || !isObject(narrower)) return narrower;
  const joined: Settings = { ...wider };
  for (const [key, value] of Object.entries(narrower)) joined[key] = merge(joined[key], value);
  return joined;
}

/** `trace.server` goes into `{ trace: { server } }`. */
function setPath(target: Settings, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    target[first] = merge(target[first], value);
    return;
  }
  const nested = target[first];
  const child: Settings = isObject(nested) ? nested : {};
  target[first] = child;
  setPath(child, rest.join('.'), value);
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
