import type { Actions } from '../actions/ActionRegistry.ts';
import { InputError, NotFoundError, UserError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { ActionEnds } from './ActionEnds.ts';
import type { Engine } from './Engine.ts';
import type { ActionAsked, LoneAction } from './resolveAlone.ts';

/** How long somebody waits who does not say. As Mistral. */
const PATIENCE_SECONDS = 60;
/** An executor that ends an action at its time limit still has to say so. */
const GRACE_SECONDS = 1;

export interface RunAsked extends ActionAsked {
  /** Whether to wait for the end. */
  readonly isSync: boolean;
  /** Whether the run is still wanted once it has ended. */
  readonly isKept: boolean;
}

export interface ActionRun {
  readonly id: Id;
  /** Whether it has ended. `false` where nobody waited for it, or not long enough. */
  readonly hasEnded: boolean;
}

/**
 * Runs one action without a workflow; resolves once it is queued or, where that is asked for, once it has ended. As Mistral:
 * where nothing is kept, an action that ends by itself is waited for. Throws before anything is stored where it cannot be run.
 */
export async function runAction(
  { engine, actions, ends }: { engine: Engine; actions: Actions; ends: ActionEnds },
  asked: RunAsked,
): Promise<ActionRun> {
  const action = await engine.resolveAction(asked).catch(blameInput);
  const isAsync = actions.get(action.resolved.action)?.mode === 'async';
  if (asked.isSync && isAsync) {
    throw new InputError(`Action '${asked.name}' does not support synchronous execution.`).at(['input', 'runSync']);
  }
  const id = await engine.startAction(action);
  const isAwaited = asked.isSync || (!asked.isKept && !isAsync);
  return { id, hasEnded: isAwaited && (await ends.wait(id, patienceFor(action))) };
}

function patienceFor({ timeoutSeconds }: LoneAction): number {
  return timeoutSeconds === null ? PATIENCE_SECONDS : timeoutSeconds + GRACE_SECONDS;
}

/** What does not exist is the fault of the name, and so is an action that leads nowhere; else it is what was given. */
function blameInput(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  const isUnfit = error instanceof InputError && error.missing.length + error.unexpected.length === 0;
  throw error.at(['input', isUnfit || error instanceof NotFoundError ? 'action' : 'input']);
}
