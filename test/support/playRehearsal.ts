import { expect } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import type { Value } from '../../src/base/json.ts';
import { readYaml } from '../../src/base/yaml/readYaml.ts';
import { toValue } from '../../src/base/yaml/toValue.ts';
import { parseActions, parseWorkflows } from '../../src/lang/parse.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Values } from '../../src/workflow/Facts.ts';
import { isFinal } from '../../src/workflow/State.ts';
import { type Outcome, Rehearsal } from './rehearsal.ts';

/** A definition, what happens to a run of it, and how things then stand. Written as YAML: see `test/rehearsals/README.md`. */
export interface Script extends Expectation {
  readonly it: string;
  readonly definition: string;
  readonly actions?: string;
  readonly input?: Values;
  readonly params?: Values;
  readonly isChild?: boolean;
  readonly steps?: readonly Step[];
}

interface Expectation {
  readonly execution?: string;
  readonly reason?: string | null;
  readonly output?: Value;
  readonly tasks?: readonly string[];
  readonly waits?: readonly string[];
  readonly timers?: readonly string[];
  readonly published?: Readonly<Record<string, Value>>;
  readonly info?: Readonly<Record<string, Value>>;
  readonly inputs?: Readonly<Record<string, readonly Value[]>>;
  readonly sent?: readonly string[];
}

/** One of the verbs below, with what else it needs; or what is expected in between. */
type Step = Readonly<Record<string, Value>> & { readonly refused?: string };
type Verb = (run: Rehearsal, step: Step) => unknown;

export function readScripts(text: string): readonly Script[] {
  const { root, failure } = readYaml(text);
  if (!root) throw failure ?? new Error('There is nothing in it.');
  return toValue(root) as unknown as readonly Script[];
}

/** Plays a script and checks what it expects on the way and at its end. */
export function playRehearsal(script: Script): void {
  const run = begin(script);
  for (const step of script.steps ?? []) play(run, step);
  check(run, script);
}

function begin({ definition, actions, input, params, isChild = false }: Script): Rehearsal {
  const [spec, ...others] = specsOf(definition);
  const adhoc = actions === undefined ? [] : (parseActions(actions).value?.actions ?? []);
  return new Rehearsal(spec as WorkflowSpec, input, params, {
    isChild,
    workflows: new Map(others.map((each) => [each.name, each])),
    actions: new Map(adhoc.map(({ spec }) => [spec.name, spec])),
  });
}

function specsOf(definition: string): WorkflowSpec[] {
  const { value, problems } = parseWorkflows(definition);
  if (!value) throw new Error(problems.map(({ message }) => message).join('\n'));
  return value.workflows.map(({ spec }) => spec);
}

function play(run: Rehearsal, step: Step): void {
  const verb = Object.keys(VERBS).find((name) => name in step);
  if (!verb) throw new Error(`No step begins with ${Object.keys(step)[0]}.`);
  const act = () => VERBS[verb]?.(run, step);
  if (step.refused === undefined) act();
  else expect(codeOf(act)).toBe(step.refused);
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return 'not refused';
}

const text = (value: Value | undefined) => value as string;
const place = ({ item }: Step) => item as number | undefined;
const reasonOf = ({ reason = null }: Step) => reason as string | null;

const VERBS: Readonly<Record<string, Verb>> = {
  expect: (run, step) => check(run, step.expect as Expectation),
  end: (run, step) => run.end(text(step.end), { success: step.result ?? null }, place(step)),
  fail: (run, step) => run.end(text(step.fail), { error: step.result ?? 'no' }, place(step)),
  cancel: (run, step) => run.end(text(step.cancel), { cancelled: step.result ?? null }, place(step)),
  fire: (run, step) => run.fire(text(step.fire), step.timer as string | undefined),
  action: (run, step) => run.updateAction(text(step.action), step.becomes as 'PAUSED', place(step)),
  child: (run, step) => playChild(run, step),
  pause: (run, step) => run.ask({ kind: 'pause', reason: text(step.pause) }),
  resume: (run, step) => run.ask({ kind: 'resume', env: step.resume as Values | null }),
  stop: (run, step) => run.ask({ kind: 'stop', state: step.stop as 'ERROR', reason: reasonOf(step) }),
  rerun: (run, step) =>
    run.ask({
      kind: 'rerunTask',
      taskId: run.idOf(text(step.rerun)),
      isReset: step.reset !== false,
      env: (step.env ?? null) as Values | null,
    }),
  skip: (run, step) => run.ask({ kind: 'skipTask', taskId: run.idOf(text(step.skip)) }),
};

function playChild(run: Rehearsal, step: Step): unknown {
  const name = text(step.child);
  if (step.runs === 'again') return run.rerunChild(name, place(step));
  if (step.becomes !== undefined) return run.updateChild(name, step.becomes as 'PAUSED', place(step));
  const output = step.output ?? {};
  const outcome: Outcome =
    step.ends === 'SUCCESS' ? { success: output } : step.ends === 'ERROR' ? { error: output } : { cancelled: output };
  return run.endChild(name, outcome, { item: place(step), reason: reasonOf(step) });
}

function check(run: Rehearsal, expected: Expectation): void {
  const seen: Readonly<Record<keyof Expectation, () => unknown>> = {
    execution: () => run.execution.state,
    reason: () => run.execution.stateInfo,
    output: () => run.execution.output,
    tasks: () => run.states(),
    waits: () => waits(run),
    timers: () => run.timers.map(({ taskId, timer, seconds }) => `${nameOf(run, taskId)} ${timer} ${seconds}`),
    published: () => byTask(expected.published, (name) => run.store.newest(name)?.published ?? null),
    info: () => byTask(expected.info, (name) => run.store.newest(name)?.stateInfo ?? null),
    inputs: () =>
      byTask(expected.inputs, (name) =>
        parts(run)
          .filter(isOf(run, name))
          .map(({ input }) => input),
      ),
    sent: () => sent(run),
  };
  for (const name of Object.keys(seen) as (keyof Expectation)[]) {
    if (name in expected) expect({ [name]: seen[name]() }).toEqual({ [name]: expected[name] });
  }
}

const parts = ({ store }: Rehearsal) => [...store.actions.values(), ...store.children.values()];
const nameOf = (run: Rehearsal, taskId: string) => run.tasks.get(taskId)?.name as string;
const isOf = (run: Rehearsal, name: string) => (part: { taskId: string }) => nameOf(run, part.taskId) === name;

function byTask<T>(expected: object | undefined, of: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(expected ?? {}).map((name) => [name, of(name)]));
}

/** Tasks of the actions and sub-workflows that have not ended, with the number of the item. */
function waits(run: Rehearsal): string[] {
  return parts(run)
    .filter(({ state }) => !isFinal(state))
    .map(({ taskId, index }) => (index === null ? nameOf(run, taskId) : `${nameOf(run, taskId)} ${index}`));
}

function sent(run: Rehearsal): string[] {
  return run.sent.map(({ executionId, event }) => {
    const child = run.store.children.get(executionId);
    const whom = child ? nameOf(run, child.taskId) : executionId;
    return [whom, event.kind, ...('state' in event ? [event.state] : [])].join(' ');
  });
}
