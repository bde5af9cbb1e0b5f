// Checks that the lockfile installs everywhere: no registry host in it, and an entry for every platform's binary.
// `--fix` adds the missing entries: npm leaves out an optional package that the registry in use does not carry,
// and `npm ci` then refuses the whole lockfile.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runMain } from './bootstrap.mjs';

/** What is wrong with a parsed lockfile, one sentence each. */
export function problemsOfLockfile(lockfile) {
  const problems = [];
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) problems.push(`${path} names a registry host (see .npmrc).`);
  }
  for (const { name } of missingEntries(lockfile)) {
    problems.push(`${name} has no entry, so npm ci fails: run node scripts/lockfile.mjs --fix`);
  }
  return problems;
}

/** The lockfile with an entry for each optional package that had none. */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages };
  for (const { name, version, parent } of missingEntries(lockfile)) {
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(parent.dev ? { dev: true } : {}),
      license: parent.license,
      optional: true,
      ...(parent.engines ? { engines: parent.engines } : {}),
    };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

function missingEntries(lockfile) {
  const missing = [];
  for (const [path, parent] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const known = lockfile.packages[`node_modules/${name}`] ?? lockfile.packages[`${path}/node_modules/${name}`];
      if (!known) missing.push({ name, version, parent });
    }
  }
  return missing;
}

/** Reads the platform out of a package name such as `@biomejs/cli-linux-x64-musl`. */
function platformOf(name) {
  const match =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/.exec(
      name,
    );
  if (!match) throw new Error(`Cannot tell the platform of ${name} from its name: add its entry by hand.`);
  const [, os, cpu, abi = ''] = match;
  const libc =
    os !== 'linux' ? undefined : abi.startsWith('musl') ? 'musl' : abi.startsWith('gnu') ? 'glibc' : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

async function main() {
  const file = join(root, 'package-lock.json');
  const lockfile = JSON.parse(readFileSync(file, 'utf8'));
  if (process.argv.includes('--fix')) {
    writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
    return 0;
  }
  const problems = problemsOfLockfile(lockfile);
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) runMain(main);
