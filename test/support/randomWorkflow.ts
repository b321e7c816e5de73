import { parseWorkflows } from '../../src/lang/parse.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Dice } from './Dice.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Part = Record<string, Json>;

/** A small workflow with a bit of everything, and one that its tasks may run. Every cycle can end. */
export function randomWorkflow(dice: Dice): { text: string; spec: WorkflowSpec; sub: WorkflowSpec } {
  const isReverse = dice.chance(0.1);
  const names = Array.from({ length: 2 + dice.below(5) }, (_, index) => `t${index}`);
  const tasks: Record<string, Part> = Object.fromEntries(
    names.map((name) => [name, { ...work(dice), ...policies(dice) }]),
  );
  if (isReverse) addRequires(dice, names, tasks);
  else addTransitions(dice, names, tasks);
  const main = { ...(isReverse && { type: 'reverse' }), ...output(dice), tasks };
  const text = JSON.stringify({ version: '2.0', main, sub: { tasks: { s: { action: 'std.noop' } } } });
  const { value, problems } = parseWorkflows(text);
  const [spec, sub] = value?.workflows.map((each) => each.spec) ?? [];
  if (!spec || !sub) throw new Error(`${problems.map(({ message }) => message).join('; ')} in ${text}`);
  return { text, spec, sub };
}

function work(dice: Dice): Part {
  const called: Part = dice.chance(0.25) ? { workflow: 'sub' } : { action: dice.chance(0.03) ? 'unknown' : 'std.noop' };
  if (dice.chance(0.7)) return called;
  const items = Array.from({ length: dice.below(4) }, (_, index) => index);
  const concurrency: Part = dice.chance(0.5) ? { concurrency: dice.below(3) } : {};
  return { ...called, 'with-items': `i in <% ${JSON.stringify(items)} %>`, ...concurrency };
}

function policies(dice: Dice): Part {
  const all: readonly [number, string, Json][] = [
    [0.1, 'wait-before', 1],
    [0.1, 'wait-after', 1],
    [0.15, 'timeout', 5],
    [0.05, 'pause-before', true],
    [0.05, 'keep-result', false],
    [0.1, 'fail-on', '<% task().result = bad %>'],
    [0.2, 'retry', retry(dice)],
    [0.3, 'publish', { x: dice.chance(0.05) ? '<% $.nothing %>' : '<% task().result %>' }],
    [0.1, 'publish-on-error', { x: '<% task().state %>' }],
    [0.1, 'publish-on-skip', { x: 'skipped' }],
  ];
  const chosen = all.filter(([probability]) => dice.chance(probability));
  return Object.fromEntries(chosen.map(([, name, value]) => [name, value]));
}

function retry(dice: Dice): Part {
  const condition: Part = dice.chance(0.3) ? { 'continue-on': '<% task().result = again %>' } : {};
  return { count: 1 + dice.below(2), delay: 1, ...condition };
}

function output(dice: Dice): Part {
  if (dice.chance(0.7)) return {};
  return { output: { x: dice.chance(0.1) ? '<% $.nothing %>' : '<% $.get(x) %>' } };
}

function addRequires(dice: Dice, names: readonly string[], tasks: Record<string, Part>): void {
  for (const [index, name] of names.entries()) {
    const requires = names.slice(0, index).filter(() => dice.chance(0.5));
    if (requires.length > 0) tasks[name] = { ...tasks[name], requires };
  }
}

const CLAUSES = ['on-success', 'on-success', 'on-error', 'on-complete', 'on-skip'];
const COMMANDS = ['noop', 'noop', 'pause', 'fail', 'succeed'];

function addTransitions(dice: Dice, names: readonly string[], tasks: Record<string, Part>): void {
  const inbound = new Map<string, Set<string>>();
  for (const [index, name] of names.entries()) {
    for (let count = dice.below(4); count > 0; count--) {
      const clause = dice.pick(CLAUSES);
      const step = transition(dice, names, index);
      if (!step) continue;
      const before = (tasks[name]?.[clause] ?? []) as readonly Json[];
      if (before.some((entry) => targetOf(entry) === step.target)) continue;
      tasks[name] = { ...tasks[name], [clause]: [...before, step.entry] };
      inbound.set(step.target, (inbound.get(step.target) ?? new Set()).add(name));
    }
  }
  for (const name of names) {
    const count = inbound.get(name)?.size ?? 0;
    if (count === 0 || !dice.chance(0.6)) continue;
    tasks[name] = { ...tasks[name], join: dice.pick<Json>(['all', 'all', 'one', Math.min(2, count)]) };
  }
}

/** Forward or to a command; seldom back, and then only while a result says so. The first task is never led to. */
function transition(dice: Dice, names: readonly string[], index: number) {
  if (dice.chance(0.12)) {
    const target = dice.pick(COMMANDS);
    return { target, entry: target };
  }
  if (dice.chance(0.15) && index > 0) {
    const target = names[1 + dice.below(index)] as string;
    return { target, entry: { [target]: '<% task().result = again %>' } };
  }
  const later = names.slice(index + 1);
  if (later.length === 0) return undefined;
  const target = dice.pick(later);
  return { target, entry: dice.chance(0.15) ? { [target]: '<% task().result = good %>' } : target };
}

function targetOf(entry: Json): string {
  return typeof entry === 'string' ? entry : (Object.keys(entry as object)[0] as string);
}
