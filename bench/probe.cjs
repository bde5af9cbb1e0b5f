// Loaded before a measured program: at its end it writes down what the process has taken so far.
'use strict';
const { writeFileSync } = require('node:fs');

const atStart = process.cpuUsage();
const marks = {};

/** A measured program that is ours says where its parts end. */
globalThis.markForBench = name => {
  const { user, system } = process.cpuUsage();
  marks[name] = { cpu: (user + system) / 1000, wall: performance.now() };
};

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const report = {
    start: (atStart.user + atStart.system) / 1000,
    cpu: (user + system) / 1000,
    // Kilobytes, on every system.
    memory: process.resourceUsage().maxRSS,
    marks,
  };
  writeFileSync(process.env.BENCH_PROBE_FILE, JSON.stringify(report));
});
