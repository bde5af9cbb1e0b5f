import { execFileSync } from 'node:child_process';

/** The language servers that run in a process group: an extension host belongs to the group of its code-server. */
export function languageServersOf(processGroup: number): number[] {
  const listing = execFileSync('ps', ['-e', '-o', 'pid=,pgid=,args='], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return listing
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => match !== null)
    .filter(([, , group, command]) => Number(group) === processGroup && /[\\/]dist[\\/]server\.js/.test(command ?? ''))
    .map(([, pid]) => Number(pid));
}
