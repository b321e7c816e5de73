import { StartupError } from '../base/errors.ts';
import { WrongUse } from '../cli/WrongUse.ts';
import { type Options, readOptions } from './options.ts';

/** Options as `serve` reads them, but quiet unless told otherwise: for commands whose output is for people. Throws `WrongUse`. */
export function quietOptions(args: readonly string[]): Options {
  const env = { ...process.env, TRAMONTANE_LOG_LEVEL: process.env.TRAMONTANE_LOG_LEVEL || 'warn' };
  try {
    return readOptions(args, { env, folder: process.cwd() });
  } catch (error) {
    throw error instanceof StartupError ? new WrongUse(error.message) : error;
  }
}
