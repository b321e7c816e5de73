import { InputError } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import { checkNamespace } from '../../catalog/checkNamespace.ts';
import type { RunAsked } from '../../engine/runAction.ts';
import { objectAt } from '../objectAt.ts';
import type { RunActionInput } from './inputs.ts';

/** What a client asks to run alone, checked for its form. Errors say where in the input they are. */
export function runOf(projectId: Id, asked: RunActionInput): RunAsked {
  const timeoutSeconds = asked.timeoutSeconds ?? null;
  if (timeoutSeconds !== null && timeoutSeconds <= 0) {
    throw new InputError("'timeoutSeconds' has to be more than nothing.").at(['input', 'timeoutSeconds']);
  }
  const namespace = asked.namespace ?? '';
  checkNamespace(namespace);
  return {
    projectId,
    name: asked.action,
    namespace,
    input: objectAt(['input', 'input'], asked.input, {}),
    target: asked.target ?? null,
    timeoutSeconds,
    isSync: asked.runSync ?? false,
    isKept: asked.saveResult ?? true,
  };
}
