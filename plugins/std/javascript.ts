import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { seconds } from './seconds.ts';

const input = z.object({
  script: z.string().describe('The body of a function: it ends with `return`.'),
  context: z.unknown().default(null).describe('What the script finds as `$`.'),
  timeout: seconds.default(10).describe('Seconds that the script may run.'),
  memory_limit_mb: z.int().min(1).max(1024).default(64).describe('MiB that the script may use.'),
});

const description = 'Runs JavaScript in a sandbox, with its `context` as `$`, and returns what that returns.';
const examples = [
  { input: { script: 'return $.numbers.filter((number) => number % 2 === 0)', context: { numbers: [1, 2, 3, 4] } } },
  { title: 'with a log line', input: { script: "console.log('adding'); return 1 + 1" } },
];

function run({ script, context, timeout, memory_limit_mb }: z.output<typeof input>, ctx: ActionContext) {
  const globals = { $: context };
  return ctx.runScript(script, { globals, timeoutSeconds: timeout, memoryMegabytes: memory_limit_mb });
}

/** The same action under both of its names. */
export const javascript = defineAction({ name: 'std.javascript', description, input, examples, idempotent: true, run });
export const js = defineAction({ name: 'std.js', description, input, examples, idempotent: true, run });
