import { setFlagsFromString } from 'node:v8';

/**
 * Imported for its effect, before any WebAssembly is. V8 compiles a module's functions twice: at once by its baseline
 * compiler, and those that run often again by the optimizing one. For the grammar of PostgreSQL the second compilation
 * costs more than it brings: reading 475 migrations took 140 instead of 450 ms of CPU without it, ten times as much SQL in
 * one process 750 instead of 1,330. In the language server it makes no edit slower, and opening a long file quicker.
 */
setFlagsFromString('--liftoff-only');
