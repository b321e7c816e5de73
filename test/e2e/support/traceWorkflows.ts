/** The shapes of the runs that are counted, each once with an action that may run twice and once with one that may not. */
export const SHAPES = {
  one: { tasks: { a: task('0', 'a') }, output: { sum: '<% $.a %>' }, expected: { sum: 1 } },
  chain: {
    tasks: { a: task('0', 'a', ['b']), b: task('<% $.a %>', 'b', ['c']), c: task('<% $.b %>', 'c') },
    output: { sum: '<% $.c %>' },
    expected: { sum: 3 },
  },
  fork: {
    tasks: { a: task('0', 'a', ['b', 'c']), b: task('<% $.a %>', 'b'), c: task('<% $.a %>', 'c') },
    output: { left: '<% $.b %>', right: '<% $.c %>' },
    expected: { left: 2, right: 2 },
  },
} as const;
export type Shape = keyof typeof SHAPES;

const ACTIONS = { once: 'trace.once', again: 'trace.again' } as const;
export type Variant = keyof typeof ACTIONS;

/** `one_once`, `one_again`, `chain_once` … */
export const WORKFLOWS = (Object.keys(SHAPES) as Shape[]).flatMap((shape) =>
  (Object.keys(ACTIONS) as Variant[]).map((variant) => ({ name: `${shape}_${variant}`, shape, variant })),
);

/** Its only action is begun, and completed by nobody. */
export const BEGUN = 'begun';

/** All of them in one text. Their input: `file` for the trace, and how long each action takes. */
export function traceDefinitions(): string {
  const workflows = WORKFLOWS.map(({ name, shape, variant }) => {
    const { tasks, output } = SHAPES[shape];
    const lines = Object.entries(tasks).map(([task, text]) => `    ${task}: ${text(ACTIONS[variant])}`);
    return `${name}:\n  input: [file, {waitMs: 0}]\n  output: ${JSON.stringify(output)}\n  tasks:\n${lines.join('\n')}`;
  });
  const begun = `${BEGUN}:\n  input: [file, {waitMs: 0}]\n  tasks:\n    a: ${task('0', 'a')('trace.begin')}`;
  return `version: '2.0'\n${[...workflows, begun].join('\n')}\n`;
}

function task(n: string, publish: string, next: readonly string[] = []): (action: string) => string {
  return (action) =>
    JSON.stringify({
      action,
      input: { file: '<% $.file %>', waitMs: '<% $.waitMs %>', n: n.startsWith('<') ? n : Number(n) },
      publish: { [publish]: '<% task().result %>' },
      ...(next.length > 0 && { 'on-success': next }),
    });
}
