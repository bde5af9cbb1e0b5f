import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { FileSystem } from '../core/ports';
import { buildLineIndex, lineColumnAt } from '../core/text';
import { baseNameOf, parentOf, type Uri } from '../core/uri';
import type { ConfigLayer } from '../engine/config';
import { CliFailure } from './failure';
import { nativePath } from './paths';

const CONFIG_FILE = 'sargable.config.json';

/**
 * The settings that hold: the file given with `--config` for each project, else every `sargable.config.json` of the
 * projects for the folder it lies in.
 */
export async function readConfigLayers(
  given: Uri | undefined,
  projects: readonly Uri[],
  files: readonly Uri[],
  fileSystem: FileSystem,
): Promise<ConfigLayer[]> {
  if (given !== undefined) {
    const { text, value } = await readConfig(given, fileSystem);
    return projects.map(folder => ({ source: 'project-file', folder, origin: given, text, value }));
  }
  const found = files.filter(uri => baseNameOf(uri) === CONFIG_FILE);
  return Promise.all(
    found.map(async origin => ({
      source: 'project-file' as const,
      folder: parentOf(origin),
      origin,
      ...(await readConfig(origin, fileSystem)),
    })),
  );
}

/** What the values mean is the engine's to say; here they only have to be JSON. */
async function readConfig(uri: Uri, fileSystem: FileSystem): Promise<{ text: string; value: unknown }> {
  const path = nativePath(uri);
  const result = await fileSystem.read(uri);
  if (result.kind === 'skipped') throw new CliFailure(`The configuration ${path} is no text file.`);
  if (result.kind === 'failed') throw new CliFailure(`The configuration ${path} cannot be read: ${result.message}`);
  const errors: ParseError[] = [];
  const value: unknown = parse(result.text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first) {
    const { line, column } = lineColumnAt(buildLineIndex(result.text), first.offset);
    const reason = printParseErrorCode(first.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    throw new CliFailure(`The configuration ${path}:${line + 1}:${column + 1} is not valid JSON: ${reason}.`);
  }
  return { text: result.text, value };
}
