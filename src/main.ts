import { messageOf, TramontaneError } from './base/errors.ts';
import { describeOptions } from './roles/optionTable.ts';
import { serve } from './roles/serve.ts';

/** The commands of `tramontane`. Each answers with the exit code. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { serve };

async function main([name = 'serve', ...args]: readonly string[]): Promise<number> {
  if ([name, ...args].includes('--help')) {
    process.stdout.write(`${describeOptions()}\n`);
    return 0;
  }
  const command = COMMANDS[name];
  if (command) return command(args);
  process.stderr.write(`Unknown command '${name}'. Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What was thrown on purpose is one line for people; anything else is ours, and shown whole.
  process.stderr.write(`${error instanceof TramontaneError ? messageOf(error) : ((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
