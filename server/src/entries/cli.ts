#!/usr/bin/env node
import '../host/baseline-web-assembly';
import '../host/seldom-optimized';
import { homedir, tmpdir } from 'node:os';
import { version } from '../../../package.json';
import { runCli } from '../cli/run-cli';
import { createStreamSink } from '../cli/stream-sink';

const interrupt = new AbortController();

process.once('SIGINT', () => {
  interrupt.abort();
  // Whoever presses Ctrl+C again does not want to wait for the next pause of the engine.
  process.once('SIGINT', () => process.exit(130));
});

void runCli(process.argv.slice(2), {
  version,
  cwd: process.cwd(),
  variables: process.env,
  neverProjects: [homedir(), tmpdir()],
  stdout: createStreamSink(process.stdout),
  stderr: createStreamSink(process.stderr),
  signal: interrupt.signal,
  loadRules: async () => loadRuleList().RULE_LIST,
  loadHost: async logger => loadNodeHost().loadHost(logger),
}).then(exitCode => {
  // Not process.exit(): a pipe may still hold output.
  process.exitCode = exitCode;
});

// A `require` in a function is what stays lazy in the bundle: help and mistakes in arguments load none of this.

/** The engine and everything below it. */
function loadNodeHost(): typeof import('../cli/node-host') {
  return require('../cli/node-host');
}

function loadRuleList(): typeof import('../cli/rule-list') {
  return require('../cli/rule-list');
}
