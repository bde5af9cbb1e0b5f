import type { Problem } from '../core/facts/index';
import type { FileProblem, Frontend } from '../core/frontend';
import type { Logger } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import type { Uri } from '../core/uri';
import { describeError } from './describe-error';
import type { Extractor } from './extraction';

/** What the languages' own tools refuse in the schemas of a project, by file. */
export interface Linter {
  lint(project: ProjectFacts): Promise<ReadonlyMap<Uri, readonly Problem[]>>;
}

export function createLinter(frontends: readonly Frontend[], extractor: Extractor, logger: Logger): Linter {
  /** The last answer for each schema, with the texts that it was given for. */
  const answers = new Map<string, { readonly texts: string; readonly problems: readonly FileProblem[] }>();

  async function lintSchema(frontend: Frontend, schemaFiles: readonly Uri[]): Promise<readonly FileProblem[]> {
    const files = schemaFiles.flatMap(uri => {
      const content = extractor.frontendOf(uri) === frontend ? extractor.file(uri)?.content : undefined;
      return content ? [{ uri, text: content.text, hash: content.hash() }] : [];
    });
    if (!frontend.lint || files.length === 0) return [];
    const key = `${frontend.id} ${schemaFiles.join(' ')}`;
    const texts = files.map(({ uri, hash }) => `${uri} ${hash}`).join('\n');
    const known = answers.get(key);
    if (known?.texts === texts) return known.problems;
    try {
      const problems = await frontend.lint(files.map(({ uri, text }) => ({ uri, text })));
      answers.set(key, { texts, problems });
      return problems;
    } catch (error) {
      logger.error(`the linter of ${frontend.id} failed: ${describeError(error)}`);
      return [];
    }
  }

  return {
    async lint(project) {
      const byFile = new Map<Uri, Problem[]>();
      for (const { schemaFiles } of project.databases) {
        for (const frontend of frontends) {
          for (const { uri, message, span } of await lintSchema(frontend, schemaFiles)) {
            const problems = byFile.get(uri) ?? [];
            byFile.set(uri, [...problems, { message, span }]);
          }
        }
      }
      return byFile;
    },
  };
}
