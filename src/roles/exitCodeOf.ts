import { constants } from 'node:os';
import { WrongUse } from '../cli/WrongUse.ts';

/** The exit code of a command: 2, and a line for people, where it was used wrongly. */
export async function exitCodeOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (isClosedPipe(error)) return 128 + constants.signals.SIGPIPE;
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** Whoever read our output wants no more of it: `… | head -1`. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
