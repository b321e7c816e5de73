import type { Problem } from '../base/errors.ts';
import { isId } from '../base/ids.ts';
import { locate } from '../lang/locate.ts';
import { type Parsed, parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { type NotRun, notRunYet } from './notRunYet.ts';

/** Characters of a name: what the column holds. */
const NAME_LENGTH = 255;

export interface CheckedWorkflows {
  /** Empty where there is an error. */
  readonly workflows: readonly Parsed<WorkflowSpec>[];
  readonly problems: readonly Problem[];
}

/** Reads a text of workflows and finds everything that keeps it from being stored and run. */
export function checkWorkflows(text: string): CheckedWorkflows {
  const { value, problems } = parseWorkflows(text);
  const workflows = value?.workflows ?? [];
  const more = workflows.flatMap(({ spec }) => [...nameProblems(spec.name), ...notRunYet(spec)]);
  const all = [...more.map((problem) => errorAt(text, problem)), ...problems];
  const isWrong = all.some((problem) => problem.severity === 'ERROR');
  return { workflows: isWrong ? [] : workflows, problems: all };
}

function nameProblems(name: string): NotRun[] {
  const problem = (message: string) => [{ path: [name], message }];
  if (name.trim() === '') return problem('The name of a workflow may not be empty.');
  if (name.length > NAME_LENGTH) return problem(`The name of a workflow may have ${NAME_LENGTH} characters.`);
  if (/\s/.test(name)) return problem(`The name '${name}' may not hold spaces.`);
  if (isId(name)) return problem(`The name '${name}' has the form of an id, so nobody could tell which is meant.`);
  return [];
}

function errorAt(text: string, { path, message, hint }: NotRun): Problem {
  return { severity: 'ERROR', message, ...(hint !== undefined && { hint }), ...locate(text, path), path };
}
