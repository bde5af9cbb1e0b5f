/** What a process that runs `sargable` can rely on. */
export const EXIT_CODES = {
  /** Nothing at or above the threshold. */
  clean: 0,
  findings: 1,
  /** A wrong option, a missing path, a configuration that cannot be read, or a bug. */
  couldNotRun: 2,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;
