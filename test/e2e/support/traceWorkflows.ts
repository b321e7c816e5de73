type Task = Readonly<Record<string, unknown>>;
type Variant = 'once' | 'again';

const ACTIONS: Readonly<Record<Variant, string>> = { once: 'trace.once', again: 'trace.again' };
const GIVEN = { file: '<% $.file %>', waitMs: '<% $.waitMs %>' };

/** A task that leaves a trace, and publishes one more than `n` under its name. */
const task = (name: string, n: unknown, more: Task = {}): ((variant: Variant) => Task) => {
  const rest = { input: { ...GIVEN, n }, publish: { [name]: '<% task().result %>' }, ...more };
  return (variant) => ({ action: ACTIONS[variant], ...rest });
};

/** A task that runs one of the other shapes. */
const child = (name: string, shape: string): ((variant: Variant) => Task) => {
  const rest = { input: GIVEN, publish: { [name]: '<% task().result.sum %>' }, 'on-success': ['c'] };
  return (variant) => ({ workflow: `${shape}_${variant}`, ...rest });
};

/** The shapes of the runs that are counted, each once with an action that may run twice and once with one that may not. */
export const SHAPES = {
  one: { tasks: { a: task('a', 0) }, output: { sum: '<% $.a %>' }, expected: { sum: 1 } },
  chain: {
    tasks: {
      a: task('a', 0, { 'on-success': ['b'] }),
      b: task('b', '<% $.a %>', { 'on-success': ['c'] }),
      c: task('c', '<% $.b %>'),
    },
    output: { sum: '<% $.c %>' },
    expected: { sum: 3 },
  },
  fork: {
    tasks: { a: task('a', 0, { 'on-success': ['b', 'c'] }), b: task('b', '<% $.a %>'), c: task('c', '<% $.a %>') },
    output: { left: '<% $.b %>', right: '<% $.c %>' },
    expected: { left: 2, right: 2 },
  },
  /** Sub-workflows, a join and a delay. */
  family: {
    tasks: {
      a: child('a', 'one'),
      b: child('b', 'chain'),
      c: task('c', '<% $.a + $.b %>', { join: 'all', 'wait-before': 1 }),
    },
    output: { sum: '<% $.c %>' },
    expected: { sum: 5 },
  },
} as const;
type Shape = keyof typeof SHAPES;

/** `one_once`, `one_again`, `chain_once` … */
export const WORKFLOWS = (Object.keys(SHAPES) as Shape[]).flatMap((shape) =>
  (Object.keys(ACTIONS) as Variant[]).map((variant) => ({ name: `${shape}_${variant}`, shape, variant })),
);

/** Its only action is begun, and completed by nobody. */
export const BEGUN = 'begun';

/** All of them in one text. Their input: `file` for the trace, and how long each action takes. */
export function traceDefinitions(): string {
  const input = ['file', { waitMs: 0 }];
  const workflows = WORKFLOWS.map(({ name, shape, variant }) => {
    const { tasks, output } = SHAPES[shape];
    const made = Object.entries(tasks).map(([key, make]) => [key, make(variant)]);
    return [name, { input, output, tasks: Object.fromEntries(made) }];
  });
  const begun = { input, tasks: { a: { action: 'trace.begin', input: GIVEN } } };
  // JSON is YAML.
  return JSON.stringify({ version: '2.0', ...Object.fromEntries(workflows), [BEGUN]: begun }, null, 2);
}
