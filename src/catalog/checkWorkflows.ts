import type { Problem } from '../base/errors.ts';
import { parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { callsOfWorkflow } from './calls.ts';
import type { Definition } from './Definition.ts';
import { inputDoubts } from './inputDoubts.ts';
import type { LiteralCheck } from './LiteralCheck.ts';
import { nameProblems } from './names.ts';
import { isRefused, problemsOf, refusalsOf } from './problems.ts';

export interface CheckedWorkflows {
  /** Empty where there is an error. */
  readonly workflows: readonly Definition<WorkflowSpec>[];
  /** What validating the text says. */
  readonly problems: readonly Problem[];
  /** Why it cannot be stored all the same: names that nobody could use. */
  readonly refusals: readonly Problem[];
}

/** Reads a text of workflows and finds everything that keeps it from being stored and run. `check`: what actions say of it. */
export function checkWorkflows(text: string, check?: LiteralCheck): CheckedWorkflows {
  const { value, problems: read } = parseWorkflows(text);
  const workflows = (value?.workflows ?? []).map(({ spec, text: own }) => {
    return { name: spec.name, spec, text: own, path: [spec.name] };
  });
  const refusals = refusalsOf(
    text,
    workflows.flatMap(({ name, path }) => nameProblems('a workflow', name, path)),
  );
  const doubts = check ? inputDoubts(text, workflows.flatMap(callsOfWorkflow), check) : [];
  const problems = problemsOf(read, doubts);
  return { workflows: isRefused([...refusals, ...problems]) ? [] : workflows, problems, refusals };
}
