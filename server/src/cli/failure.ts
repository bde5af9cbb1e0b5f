/** The command could not do its work. The message is for the user and fits in one line; the exit code is 2. */
export class CliFailure extends Error {}
