import type { Connection } from 'vscode-languageserver/node';
import type { FileSystem, Logger } from '../core/ports';
import { baseNameOf, parentOf, type Uri } from '../core/uri';
import type { ConfigLayer } from '../engine/config';
import type { Engine } from '../engine/engine';
import type { OpenDocuments } from './documents';
import type { OpenFolder } from './open-folder';

/** The file in a project that holds settings for everyone who works on it. */
export const CONFIG_FILE_NAME = 'sargable.config.json';

const SECTION = 'sargable';

/** Brings the client's settings and the projects' configuration files to the engine. */
export interface Settings {
  /** Asks the client again, where it can be asked. */
  readClient(folders: readonly OpenFolder[]): Promise<void>;
  /** What a client that cannot be asked says of its own accord. */
  acceptClient(settings: unknown): void;
  readFiles(files: Iterable<Uri>): Promise<void>;
  /** Gives the engine what was read; true when that is news to it. */
  apply(): boolean;
}

export interface SettingsDependencies {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly fileSystem: FileSystem;
  readonly documents: OpenDocuments;
  readonly logger: Logger;
}

export function createSettings(dependencies: SettingsDependencies): Settings {
  const { connection, engine, fileSystem, documents, logger } = dependencies;
  let fromClient: readonly ConfigLayer[] = [];
  let fromFiles: readonly ConfigLayer[] = [];
  let applied = JSON.stringify([]);

  async function readFile(uri: Uri): Promise<ConfigLayer[]> {
    const open = documents.get(uri);
    const result = open ? { kind: 'text' as const, text: open.text } : await fileSystem.read(uri);
    if (result.kind === 'text') {
      return [{ source: 'project-file', folder: parentOf(uri), origin: uri, text: result.text, value: undefined }];
    }
    logger.warn(`${uri} was not read: ${result.kind === 'failed' ? result.message : result.reason}`);
    return [];
  }

  return {
    async readClient(folders) {
      const items = [{ section: SECTION }, ...folders.map(({ lspUri }) => ({ scopeUri: lspUri, section: SECTION }))];
      const answer: unknown = await connection.workspace.getConfiguration(items);
      const [user, ...perFolder]: unknown[] = Array.isArray(answer) ? answer : [];
      fromClient = clientLayers(
        user,
        folders.map(({ uri }, i) => ({ uri, settings: perFolder[i] })),
      );
    },
    acceptClient(settings) {
      fromClient = clientLayers(isObject(settings) && SECTION in settings ? settings[SECTION] : settings, []);
    },
    async readFiles(files) {
      const configFiles = [...files].filter(uri => baseNameOf(uri) === CONFIG_FILE_NAME).sort();
      fromFiles = (await Promise.all(configFiles.map(readFile))).flat();
    },
    apply() {
      const layers = [...fromClient, ...fromFiles];
      const text = JSON.stringify(layers);
      if (text === applied) return false;
      applied = text;
      engine.setConfig(layers);
      return true;
    },
  };
}

function clientLayers(
  user: unknown,
  folders: readonly { readonly uri: Uri; readonly settings: unknown }[],
): ConfigLayer[] {
  // A client that does not tell the scopes apart answers for each folder what it answers for the user. Taken for a folder's
  // own settings, that would win over the project's file.
  const own = folders.filter(({ settings }) => JSON.stringify(settings) !== JSON.stringify(user));
  const enabledByUser = enabled(user) ?? true;
  // One folder that is switched on needs the others switched off one by one.
  const offEverywhere = !enabledByUser && !own.some(({ settings }) => enabled(settings) === true);
  const layers = [layerOf('user', user, offEverywhere)];
  for (const { uri, settings } of own) {
    layers.push({ ...layerOf('folder', settings, !(enabled(settings) ?? enabledByUser)), folder: uri });
  }
  return layers;
}

/** The settings that configuration files know too; the others are about the editor. */
function layerOf(source: 'user' | 'folder', settings: unknown, off: boolean): ConfigLayer {
  const { enable: _enable, trace: _trace, ...value } = isObject(settings) ? settings : {};
  const ignored = Array.isArray(value.ignore) ? value.ignore : [];
  return { source, value: off ? { ...value, ignore: [...ignored, '**'] } : value };
}

function enabled(settings: unknown): boolean | undefined {
  return isObject(settings) && typeof settings.enable === 'boolean' ? settings.enable : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
