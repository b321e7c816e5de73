import { newId } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { ActionExecutionRow } from '../persistence/rows.ts';
import { type NewChange, NOTHING_WRITTEN, type TurnWrites } from '../persistence/TurnStore.ts';
import { type ActionJob, actionQueue, type NewJob, QUEUES, type TurnJob } from '../queue/jobs.ts';
import type { Change, Command, Decision, ResultChange, RunAction, SendEvent, SetTimer } from '../workflow/Decision.ts';
import type { ActionFacts, ExecutionFacts, Facts } from '../workflow/Facts.ts';
import { assertSizes } from './assertSizes.ts';
import { executionUpdate, taskRow, taskUpdate } from './facts.ts';

/** What to write and send for one decision. Throws `LimitError` where a value is too large to keep. */
export function writesOf(facts: Facts, decision: Decision, now: Date): { writes: TurnWrites; jobs: NewJob[] } {
  const before = facts.execution;
  const writes: TurnWrites = {
    ...NOTHING_WRITTEN,
    executions: decision.execution ? [executionUpdate(decision.execution, before)] : [],
    newTasks: decision.newTasks.map((task) => taskRow(task, before.id)),
    tasks: decision.changedTasks.map((task) => taskUpdate(task, facts.tasks.get(task.id))),
    newActions: decision.newActions.map((action) => actionRow(action, before.id)),
    ...resultWrites(decision.changedResults, now),
    changes: decision.changes.map((change) => changeRow(change, before, now)),
  };
  assertSizes(writes);
  return { writes, jobs: decision.commands.flatMap((command) => jobsOf(command, before, now)) };
}

function resultWrites(changes: readonly ResultChange[], now: Date) {
  const writes: Pick<TurnWrites, 'discarded' | 'forgotten' | 'actionStates'> = {
    discarded: changes.flatMap((change) =>
      change.kind === 'discard' ? [{ task_id: change.taskId, which: change.which, discarded_at: now }] : [],
    ),
    forgotten: changes.flatMap((change) => (change.kind === 'forget' ? [{ task_id: change.taskId }] : [])),
    actionStates: changes.flatMap((change) =>
      change.kind === 'actionState' ? [{ id: change.actionExecutionId, state: change.state, updated_at: now }] : [],
    ),
  };
  return writes;
}

function actionRow(action: ActionFacts, executionId: string): ActionExecutionRow {
  return {
    id: action.id,
    execution_id: executionId,
    project_id: null,
    namespace: null,
    task_id: action.taskId,
    name: action.name,
    state: action.state,
    state_info: null,
    input: stringifyJson(action.input),
    output: null,
    accepted: false,
    item_index: action.index,
    attempt: 1,
    discarded_at: null,
    created_at: action.createdAt,
    updated_at: action.createdAt,
    started_at: null,
    finished_at: null,
  };
}

export function changeRow(change: Change, execution: ExecutionFacts, now: Date): NewChange {
  return {
    project_id: execution.projectId,
    root_id: execution.rootId,
    execution_id: execution.id,
    kind: change.kind,
    entity_id: change.entityId,
    from_state: change.from,
    to_state: change.to,
    state_info: change.stateInfo,
    at: now,
  };
}

/** Starting a sub-workflow is no job: it is part of the turn. */
function jobsOf(command: Command, execution: ExecutionFacts, now: Date): NewJob[] {
  switch (command.kind) {
    case 'runAction':
      return [{ id: newId(), queue: actionQueue(command.target), data: actionJob(command, execution) }];
    case 'sendEvent':
      return [turnJob(command.executionId, command.event)];
    case 'setTimer':
      return [later(turnJob(execution.id, timerEvent(command)), command.seconds, now)];
    case 'setTimeLimit':
      return [
        later(turnJob(execution.id, { kind: 'timeLimitReached', seconds: command.seconds }), command.seconds, now),
      ];
    case 'startChild':
      return [];
  }
}

function actionJob(command: RunAction, { id, projectId, namespace, workflowName }: ExecutionFacts): ActionJob {
  return {
    actionExecutionId: command.actionExecutionId,
    executionId: id,
    taskId: command.taskId,
    workflowName,
    action: command.action,
    adhoc: command.adhoc === null ? null : { name: command.adhoc, projectId, namespace },
    input: stringifyJson(command.input),
    target: command.target,
    attempt: 1,
    timeoutSeconds: command.timeoutSeconds,
    isSafeToRerun: command.isSafeToRerun,
  };
}

export function turnJob(executionId: string, event: SendEvent['event'] | object): NewJob {
  const data: TurnJob = { executionId, event: stringifyJson(event) };
  return { id: newId(), queue: QUEUES.turn, data };
}

const later = (job: NewJob, seconds: number, now: Date): NewJob => ({
  ...job,
  startAfter: new Date(now.getTime() + seconds * 1000),
});

function timerEvent({ taskId, timer, run, seconds, outcome }: SetTimer): object {
  return { kind: 'timerFired', taskId, timer, run, seconds, ...(outcome && { outcome }) };
}

/** The writes of several decisions as one. */
export function mergeWrites(list: readonly TurnWrites[]): TurnWrites {
  const merged = { ...NOTHING_WRITTEN };
  for (const name of Object.keys(merged) as (keyof TurnWrites)[]) {
    Object.assign(merged, { [name]: list.flatMap((writes) => writes[name] as readonly object[]) });
  }
  return merged;
}
