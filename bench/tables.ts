import type { ColdCheck } from './cold-check';
import type { EditLatency } from './edit-latency';
import type { Migrations } from './migrations';
import type { Spread } from './statistics';

export function renderColdCheck({ files, findings, rows, ratios }: ColdCheck): string {
  const title = `Cold check of ${files} TypeScript files, ${findings} findings (median, min–max of ${rows[0]?.cpu.runs} runs)`;
  const table = renderTable([
    ['', 'CPU ms', 'wall ms', 'peak memory MB'],
    ...rows.map(({ name, cpu, wall, memory }) => [
      name,
      formatSpread(cpu, 0),
      formatSpread(wall, 0),
      memory ? String(Math.round(memory.max / 1024)) : '',
    ]),
    ...ratios.map(({ name, cpu, wall }) => [name, `${formatSpread(cpu, 2)} ×`, `${formatSpread(wall, 2)} ×`, '']),
  ]);
  return `${title}\n${table}`;
}

export function renderEditLatency({ lines, findings, edits }: EditLatency, memory: number): string {
  const title = `Edit to diagnostics in a file of ${lines} lines with ${findings} findings (median, min–max of ${edits[0]?.engine.cpu.runs} edits)`;
  const table = renderTable([
    [
      'one character',
      'engine CPU ms',
      'engine wall ms',
      'updateSourceFile CPU ms',
      'wall ms',
      'ratio CPU',
      'ratio wall',
    ],
    ...edits.map(({ name, engine, yardstick, ratio }) => [
      name,
      formatSpread(engine.cpu, 1),
      formatSpread(engine.wall, 1),
      formatSpread(yardstick.cpu, 1),
      formatSpread(yardstick.wall, 1),
      `${formatSpread(ratio.cpu, 1)} ×`,
      `${formatSpread(ratio.wall, 1)} ×`,
    ]),
  ]);
  return `${title}\n${table}Peak memory of the process: ${Math.round(memory / 1024)} MB\n`;
}

export function renderMigrations({ files, kilobytes, statements, tables, rows, ratios }: Migrations): string {
  const runs = rows[0]?.cpu.runs;
  const title = `${files} migrations of ${kilobytes} kB, ${statements} statements, ${tables} tables (median, min–max of ${runs} runs)`;
  const table = renderTable([
    ['', 'CPU ms', 'wall ms'],
    ...rows.map(({ name, cpu, wall }) => [name, formatSpread(cpu, 0), formatSpread(wall, 0)]),
    ...ratios.map(({ name, cpu, wall }) => [name, `${formatSpread(cpu, 2)} ×`, `${formatSpread(wall, 2)} ×`]),
  ]);
  return `${title}\n${table}`;
}

/** As Markdown, so that it can be put into a document as it is. */
function renderTable(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows;
  const widths = header.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |\n`;
  const rule = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${column === 0 ? '-' : ':'}`).join('|')}|\n`;
  return `${line(header)}${rule}${rows.slice(1).map(line).join('')}`;
}

function formatSpread({ median, min, max }: Spread, digits: number): string {
  const [middle, low, high] = [median, min, max].map(value => value.toFixed(digits));
  return `${middle} (${low}–${high})`;
}
