import { shortened } from '../../base/shortened.ts';
import type { Draft } from '../Draft.ts';
import { didYouMean } from '../suggest.ts';
import { CLAUSES, ENGINE_COMMANDS, type TransitionSpec } from '../TaskSpec.ts';

/** Whatever a transition names is a task of the workflow or an engine command. */
export function targetsExist({ spec, places }: Draft): void {
  if (spec.type === 'reverse') return;
  const names = [...spec.taskNames, ...ENGINE_COMMANDS];
  const known = new Set<string>(names);
  const seen = new Set<TransitionSpec>();
  const tasks = Object.values(spec.tasks);
  for (const transition of tasks.flatMap((task) => CLAUSES.flatMap((clause) => task[clause]?.next ?? []))) {
    if (known.has(transition.target) || seen.has(transition)) continue;
    seen.add(transition);
    const { target } = transition;
    places.of(transition)?.error(`Task '${shortened(target)}' not found.`, () => hintFor(target, names));
  }
}

function hintFor(target: string, names: readonly string[]): string | undefined {
  if (/^(?:<%|\{\{)/.test(target))
    return 'a target cannot be an expression: name the task, with the expression as condition';
  const call = /^(\w+)\((.*)\)$/.exec(target);
  return call ? `write ${call[1]} ${call[2]}` : didYouMean(target, names);
}
