import type { ProjectFacts } from '../../server/src/core/project';
import type { Uri } from '../../server/src/core/uri';

/** A project whose schema files make one PostgreSQL database each, known without looking at any file. */
export function prismaProject(roots: readonly Uri[], schemaFiles: readonly Uri[]): ProjectFacts {
  return {
    roots,
    packages: [],
    pathAliases: [],
    databases: schemaFiles.map(uri => ({
      id: uri,
      dialect: 'postgres',
      schemaFiles: [uri],
      clientModules: [],
      clientPackages: ['@prisma/client'],
      emulatedRelations: false,
    })),
    migrationSets: [],
  };
}

/** A model with a foreign key per target, none of them indexed. */
export function prismaModel(name: string, ...targets: string[]): string {
  const relations = targets.map(
    target =>
      `  ${target.toLowerCase()}Id Int\n  ${target.toLowerCase()} ${target} @relation(fields: [${target.toLowerCase()}Id], references: [id])\n`,
  );
  return `model ${name} {\n  id Int @id\n${relations.join('')}}\n`;
}
