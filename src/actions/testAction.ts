/** What the tests of a plugin are written with: `import { testAction } from 'tramontane/testing'`. */
import { newId } from '../base/ids.ts';
import { stringifyJson, type Value } from '../base/json.ts';
import { describeAction } from './Action.ts';
import type { Progress } from './createContext.ts';
import { EgressPolicy } from './egress.ts';
import type { LogLine } from './LogLine.ts';
import { type ActionError, runAction } from './runAction.ts';
import type { ActionDefinition } from './sdk.ts';
import { toPlain } from './toPlain.ts';
import { toValue } from './toValue.ts';

/** How an action is tried out. */
export interface ActionTrial {
  /** Its input; defaults are filled in. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Values of the secrets that it declares. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Which attempt it is; 1 unless given. */
  readonly attempt?: number;
  /** Fire it to see how the action takes that. */
  readonly signal?: AbortSignal;
  /** Hosts and networks that `ctx.fetch` may reach although they are denied otherwise, such as a server of the test. */
  readonly egressAllow?: readonly string[];
}

/** What became of it. */
export interface ActionTrialResult {
  readonly state: 'SUCCESS' | 'ERROR' | 'PENDING';
  /** What the workflow would see, as plain JavaScript. */
  readonly output: unknown;
  /** Why it failed; absent where it did not. */
  readonly error?: ActionError;
  readonly logs: readonly LogLine[];
  readonly progress: readonly Progress[];
}

/** Runs an action once, in this process, as the service would. Never rejects for what the action does. */
export async function testAction(
  definition: ActionDefinition,
  { input = {}, secrets = {}, attempt = 1, signal = new AbortController().signal, egressAllow = [] }: ActionTrial = {},
): Promise<ActionTrialResult> {
  const logs: LogLine[] = [];
  const progress: Progress[] = [];
  const actionExecutionId = newId();
  const action = describeAction(definition, { name: 'test', version: '0' });
  const result = await runAction(action, toValue(input), {
    ids: { actionExecutionId, executionId: null, taskId: null, workflowName: null },
    idempotencyKey: actionExecutionId,
    attempt,
    signal,
    secrets,
    egress: new EgressPolicy(egressAllow),
    onLog: (line) => void logs.push(line),
    onProgress: (step) => void progress.push(step),
  });
  const { state } = result;
  if (state === 'PENDING') return { state, output: null, logs, progress };
  const output = plainOf(result.output);
  return { state, output, ...(state === 'ERROR' && { error: result.error }), logs, progress };
}

/** What a value of unknown make looks like once it has been stored. */
function plainOf(value: Value): unknown {
  return JSON.parse(stringifyJson(toPlain(value) as Value));
}
