import type { Timing } from '../engine/engine';

/** A table of where the time went, the dearest first. */
export function renderTimings(timings: readonly Timing[]): string {
  const rows = [...timings]
    .sort((a, b) => b.milliseconds - a.milliseconds || (a.name < b.name ? -1 : 1))
    .map(({ kind, name, milliseconds, runs }) => [kind, name, milliseconds.toFixed(1), String(runs)]);
  const all = [['kind', 'name', 'ms', 'runs'], ...rows];
  const widths = [0, 1, 2, 3].map(column => Math.max(...all.map(row => (row[column] ?? '').length)));
  return all
    .map(row =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .map(line => `${line}\n`)
    .join('');
}
