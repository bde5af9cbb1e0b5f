// The end of .ci/run: reads what each step left behind, says what is red and closes with `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Sums up steps of the form { kind: 'suite' | 'check', name, code, counts: [{ passes, failures, pending }] }.
 * Whatever cannot be read as success is a failure: a suite without counts, without tests, with skipped tests, or with
 * another exit code than its counts explain.
 */
export function sumUp(steps) {
  let passed = 0;
  let failed = 0;
  const complaints = [];
  const complain = sentence => {
    failed++;
    complaints.push(sentence);
  };
  if (steps.length === 0) complain('No step ran.');
  for (const { kind, name, code, counts } of steps) {
    const sum = key => counts.reduce((total, count) => total + count[key], 0);
    const [passes, failures, pending] = [sum('passes'), sum('failures'), sum('pending')];
    passed += passes;
    failed += failures;
    if (failures > 0) complaints.push(`${name}: ${failures} failed.`);
    if (pending > 0) complain(`${name}: ${pending} skipped.`);
    if (code !== 0 && failures === 0 && pending === 0) complain(`${name}: exit code ${code}.`);
    if (kind === 'suite' && counts.length === 0) complain(`${name}: no report.`);
    else if (kind === 'suite' && passes + failures === 0) complain(`${name}: no test ran.`);
    if (code === 0 && failures > 0) complain(`${name}: exit code 0 in spite of failed tests.`);
  }
  return { passed, failed, complaints };
}

export function readSteps(folder) {
  const file = join(folder, 'steps.tsv');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map(line => {
    const [kind, name, code] = line.split('\t');
    return { kind, name, code: Number(code), counts: readCounts(join(folder, `${name}.jsonl`)) };
  });
}

function readCounts(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '');
  return lines.map(line => {
    const { passes, failures, pending } = JSON.parse(line);
    return { passes: Number(passes), failures: Number(failures), pending: Number(pending) };
  });
}

function main() {
  const { passed, failed, complaints } = sumUp(readSteps(process.argv[2]));
  console.log('');
  for (const complaint of complaints) console.log(complaint);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
