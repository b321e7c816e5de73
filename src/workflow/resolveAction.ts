import { InputError, NotFoundError } from '../base/errors.ts';
import type { Services } from '../expressions/Scope.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { baseOf, inputProblem } from './adhocAction.ts';
import type { Surroundings } from './Draft.ts';
import type { Values } from './Facts.ts';

/** Where the way from a name to an action of a plugin leads through. */
export interface ActionSources extends Pick<Surroundings, 'hasAction' | 'actionProblem'> {
  /** The ad-hoc action of exactly this name, or null. */
  adhocAction(name: string): AdhocActionSpec | null;
  readonly services: Services;
}

/** The action of a plugin, and what it is given. */
export interface ResolvedAction {
  readonly action: string;
  readonly input: Values;
}

/**
 * Follows ad-hoc actions down to the action of a plugin, which gets what they make of the input. Throws `NotFoundError`, and
 * `InputError` where it cannot even be started.
 */
export function resolveAction(sources: ActionSources, name: string, input: Values): ResolvedAction {
  const seen = new Set<string>();
  let step: ResolvedAction = { action: name, input };
  while (!sources.hasAction(step.action)) {
    const spec = sources.adhocAction(step.action);
    if (!spec) throw new NotFoundError('Action', step.action);
    if (seen.has(step.action)) throw new InputError(`The ad-hoc action '${name}' leads back to itself.`);
    seen.add(step.action);
    const problem = inputProblem(step.action, spec, step.input);
    if (problem) throw problem;
    step = baseOf(spec, step.input, sources.services);
  }
  const problem = sources.actionProblem(step.action, step.input);
  if (problem) throw problem;
  return step;
}
