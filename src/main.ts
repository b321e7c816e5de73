import { messageOf, TramontaneError } from './base/errors.ts';
import {
  describeEval,
  describeGraph,
  describePlugin,
  describeRun,
  describeToken,
  describeValidate,
} from './cli/usage.ts';
import { describeOptions } from './roles/optionTable.ts';

interface Command {
  /** Answers with the exit code. What a command needs is loaded when it runs. */
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly describe: () => string;
}

/** The commands of `tramontane`. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: { run: async (args) => (await import('./roles/serve.ts')).serve(args), describe: describeServe },
  run: {
    run: async (args) => (await import('./roles/run.ts')).run(args),
    describe: () => describeRun(describeOptions()),
  },
  validate: {
    run: async (args) => (await import('./roles/validate.ts')).validate(args),
    describe: describeValidate,
  },
  eval: { run: async (args) => (await import('./roles/evaluate.ts')).evaluate(args), describe: describeEval },
  graph: { run: async (args) => (await import('./roles/graph.ts')).graph(args), describe: describeGraph },
  token: {
    run: async (args) => (await import('./roles/token.ts')).token(args),
    describe: () => describeToken(describeOptions()),
  },
  plugin: { run: async (args) => (await import('./roles/plugin.ts')).plugin(args), describe: describePlugin },
};

function describeServe(): string {
  return `tramontane serve [options]       serves until it is asked to stop
tramontane run FILE [options]    runs a workflow of a file
tramontane validate FILE…        checks definitions
tramontane eval EXPR             evaluates an expression
tramontane graph FILE            draws a workflow of a file
tramontane token create          makes a token for a client of the API
tramontane plugin new NAME       begins a plugin
Each has a --help of its own.

${describeOptions()}`;
}

async function main([name = 'serve', ...args]: readonly string[]): Promise<number> {
  const command = name === '--help' ? COMMANDS.serve : COMMANDS[name];
  if (!command) {
    process.stderr.write(`Unknown command '${name}'. Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
    return 2;
  }
  if (![name, ...args].includes('--help')) return command.run(args);
  process.stdout.write(`${command.describe()}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What was thrown on purpose is one line for people; anything else is ours, and shown whole.
  process.stderr.write(`${error instanceof TramontaneError ? messageOf(error) : ((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
// Everything is closed. An action that does not heed its signal is not waited for.
process.exit();
