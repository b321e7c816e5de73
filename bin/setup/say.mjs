/** Tells the person at the terminal what is going on. Standard output belongs to the command that follows. */
export function say(text) {
  process.stderr.write(`tramontane: ${text}\n`);
}

/** Thrown when there is nothing more to do than to tell; shown as one line. */
export class SetupError extends Error {}

/** Runs a command's main function: a `SetupError` becomes one line and exit code 1. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
