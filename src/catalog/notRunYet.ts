import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';

/** Something that keeps a workflow from being stored: the way to it in the text, and why. */
export interface NotRun {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/**
 * The parts of the language that are read, checked and understood by editors, but that the engine does not run yet. A
 * definition that needs them is refused instead of being run without them.
 */
export function notRunYet(spec: WorkflowSpec): NotRun[] {
  const found: NotRun[] = [];
  if (spec.timeoutSeconds !== undefined) found.push(refusal([spec.name, 'timeout'], 'time limits of workflows'));
  return found;
}

function refusal(path: readonly string[], what: string): NotRun {
  return { path, message: `This version does not run ${what} yet.` };
}
