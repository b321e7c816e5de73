import { type Id, newId } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { ActionExecutionRow } from '../persistence/rows.ts';
import { NOTHING_WRITTEN } from '../persistence/TurnStore.ts';
import { type ActionJob, actionQueue, type NewJob } from '../queue/jobs.ts';
import type { EngineParts } from './EngineParts.ts';
import { newsOf } from './newsOf.ts';
import type { LoneAction } from './resolveAlone.ts';

/** An action with the id that its run will have, given once: trying again cannot make a second one. */
export type IdentifiedAction = LoneAction & { readonly id: Id };

/** Queues actions that run alone, all in one transaction. */
export async function startActions(parts: EngineParts, actions: readonly IdentifiedAction[]): Promise<Id[]> {
  const now = parts.clock.now();
  const jobs = actions.map(jobOf);
  const prepared = parts.channel.prepare({ sent: jobs, finished: [] });
  const writes = { ...NOTHING_WRITTEN, newActions: actions.map((action) => rowOf(action, now)) };
  await parts.turns.transact((transaction) =>
    transaction.commit({ ...writes, outbox: prepared.outbox }, prepared.sends),
  );
  await prepared.afterCommit();
  parts.onCommitted(newsOf(jobs, {}));
  return actions.map(({ id }) => id);
}

function rowOf({ id, projectId, namespace, name, input }: IdentifiedAction, now: Date): ActionExecutionRow {
  return {
    id,
    execution_id: null,
    project_id: projectId,
    namespace,
    task_id: null,
    name,
    state: 'RUNNING',
    state_info: null,
    input: stringifyJson(input),
    output: null,
    accepted: false,
    item_index: null,
    attempt: 1,
    discarded_at: null,
    created_at: now,
    updated_at: now,
    started_at: null,
    finished_at: null,
  };
}

function jobOf({ id, projectId, namespace, name, target, timeoutSeconds, resolved }: IdentifiedAction): NewJob {
  const data: ActionJob = {
    actionExecutionId: id,
    executionId: null,
    taskId: null,
    workflowName: null,
    action: resolved.action,
    adhoc: resolved.action === name ? null : { name, projectId, namespace },
    input: stringifyJson(resolved.input),
    target,
    attempt: 1,
    timeoutSeconds,
    isSafeToRerun: false,
  };
  return { id: newId(), queue: actionQueue(target), data };
}
