import type { Problem } from '../base/errors.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { parseActions } from '../lang/parse.ts';
import { loopDoubts } from './baseLoops.ts';
import { callOfAction } from './calls.ts';
import type { Definition } from './Definition.ts';
import { inputDoubts } from './inputDoubts.ts';
import type { LiteralCheck } from './LiteralCheck.ts';
import { nameProblems } from './names.ts';
import { isRefused, problemsOf, refusalsOf } from './problems.ts';

export interface CheckedActions {
  /** Empty where there is an error. */
  readonly actions: readonly Definition<AdhocActionSpec>[];
  /** What validating the text says. */
  readonly problems: readonly Problem[];
  /** Why it cannot be stored all the same: names that nobody could use. */
  readonly refusals: readonly Problem[];
}

/** Reads a text of ad-hoc actions and finds everything in it that keeps it from being stored. `check`: what their bases say. */
export function checkActions(text: string, check?: LiteralCheck): CheckedActions {
  const { value, problems: read } = parseActions(text);
  const actions = (value?.actions ?? []).map(({ spec, text: own }) => {
    return { name: spec.name, spec, text: own, path: [spec.name] };
  });
  const refusals = refusalsOf(
    text,
    actions.flatMap(({ name, path }) => nameProblems('an action', name, path)),
  );
  const doubts = check ? inputDoubts(text, actions.flatMap(callOfAction), check) : [];
  const problems = problemsOf([...read, ...loopDoubts(text, actions)], doubts);
  return { actions: isRefused([...refusals, ...problems]) ? [] : actions, problems, refusals };
}
