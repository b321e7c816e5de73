import type { RunRequest } from '../../src/actions/createContext.ts';
import { loadPlugins } from '../../src/actions/loadPlugins.ts';
import { type ActionResult, runAction } from '../../src/actions/runAction.ts';
import type { Value } from '../../src/base/json.ts';
import { runRequest } from '../actions/runRequest.ts';

const registry = await loadPlugins([new URL('../../plugins', import.meta.url).pathname]);

/** An action of the checkout's plugins. */
export function actionNamed(name: string) {
  const action = registry.get(name);
  if (!action)
    throw new Error(
      `no action ${name}: ${registry
        .plugins()
        .flatMap((plugin) => plugin.problems)
        .join()}`,
    );
  return action;
}

/** Runs it as an executor would. */
export function run(name: string, input: Value = {}, given: Partial<RunRequest> = {}): Promise<ActionResult> {
  return runAction(actionNamed(name), input, runRequest(given));
}
