import type { Id } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { ExecutionRow, TriggeredBy } from '../persistence/rows.ts';
import type { TurnReads, TurnWrites } from '../persistence/TurnStore.ts';
import type { NewJob } from '../queue/jobs.ts';
import type { Decision, StartChild } from '../workflow/Decision.ts';
import { type ExecutionFacts, type Facts, NOTHING_RUN, type WorkflowFacts } from '../workflow/Facts.ts';
import { decideWithFacts } from './decideWithFacts.ts';
import type { EngineParts } from './EngineParts.ts';
import { compact, factsOf } from './facts.ts';
import { surroundingsOf } from './surroundingsOf.ts';
import { mergeWrites, writesOf } from './writesOf.ts';

/** What is written and sent when an execution begins, its sub-workflows included. */
export interface Begun {
  readonly row: ExecutionRow;
  readonly writes: TurnWrites;
  readonly jobs: readonly NewJob[];
}

/** How an execution came to be started, beside what the core knows of it; of a sub-workflow there is nothing to say. */
export interface Origin {
  readonly idempotencyKey?: string | null;
  readonly requestHash?: string | null;
  /** The execution whose input and parameters it is given. */
  readonly sourceId?: Id | null;
  /** When it is to begin; at once where that is past. */
  readonly startsAt?: Date | null;
  /** What fired it, where nobody asked for it. */
  readonly trigger?: TriggeredBy | null;
}

/** Takes the first turn of an execution that is not stored yet. */
export async function beginExecution(
  parts: EngineParts,
  {
    workflow,
    before,
    read,
    known = {},
    ...rest
  }: {
    workflow: WorkflowFacts;
    before: ExecutionFacts;
    read: TurnReads;
    known?: Partial<Facts>;
  } & Origin,
): Promise<Begun> {
  const surroundings = surroundingsOf(parts);
  const start = { ...factsOf(workflow.spec, before, []), ...known, isNew: true };
  const { decision, facts } = await decideWithFacts(parts, start, [{ kind: 'executionStarted' }], surroundings, read);
  const { writes, jobs } = writesOf(facts, decision, surroundings.now);
  const row = rowOf(workflow, decision.execution ?? before, rest);
  const children = await beginChildren(parts, facts, decision, read);
  return {
    row,
    writes: mergeWrites([{ ...writes, executions: [], newExecutions: [row] }, children.writes]),
    jobs: [...jobs, ...children.jobs],
  };
}

/** Begins the sub-workflows that a decision starts, in the transaction of its turn. */
export async function beginChildren(
  parts: EngineParts,
  facts: Facts,
  { commands, execution }: Decision,
  read: TurnReads,
): Promise<{ writes: TurnWrites; jobs: readonly NewJob[] }> {
  const parent = execution ?? facts.execution;
  const begun: Begun[] = [];
  for (const command of commands) {
    if (command.kind !== 'startChild') continue;
    const before = childFacts(command, parent, parts.clock.now());
    const known = rootEnvironmentOf(facts, parent);
    begun.push(await beginExecution(parts, { workflow: command.workflow, before, read, known }));
  }
  return { writes: mergeWrites(begun.map((each) => each.writes)), jobs: begun.flatMap((each) => each.jobs) };
}

/** A root that is not stored yet cannot be read. */
function rootEnvironmentOf(facts: Facts, parent: ExecutionFacts): Partial<Facts> {
  if (parent.id !== parent.rootId) {
    return facts.rootEnvironment === undefined ? {} : { rootEnvironment: facts.rootEnvironment };
  }
  const { env = {} } = parent.params as { readonly env?: Facts['rootEnvironment'] };
  return { rootEnvironment: env };
}

function childFacts(command: StartChild, parent: ExecutionFacts, now: Date): ExecutionFacts {
  return {
    id: command.id,
    projectId: parent.projectId,
    rootId: parent.rootId,
    parentTaskId: command.taskId,
    index: command.index,
    workflowName: command.workflow.name,
    // As Mistral: what it names in turn is looked for where its parent is.
    namespace: parent.namespace,
    state: 'IDLE',
    stateInfo: null,
    description: 'sub-workflow execution',
    input: command.input,
    params: command.params,
    context: {},
    output: undefined,
    accepted: false,
    runtime: { ...NOTHING_RUN, parentId: parent.id },
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}

export function rowOf(
  workflow: WorkflowFacts,
  execution: ExecutionFacts,
  { idempotencyKey = null, requestHash = null, sourceId = null, startsAt = null, trigger = null }: Origin,
): ExecutionRow {
  return {
    id: execution.id,
    project_id: execution.projectId,
    workflow_id: workflow.id,
    workflow_name: workflow.name,
    workflow_namespace: execution.namespace,
    revision: workflow.revision,
    state: execution.state,
    state_info: execution.stateInfo,
    description: execution.description,
    input: stringifyJson(execution.input),
    params: stringifyJson(execution.params),
    context: stringifyJson(execution.context),
    output: execution.output === undefined ? null : stringifyJson(execution.output),
    runtime: stringifyJson(compact(execution.runtime, NOTHING_RUN)),
    root_id: execution.rootId,
    parent_task_id: execution.parentTaskId,
    item_index: execution.index,
    accepted: execution.accepted,
    discarded_at: null,
    source_id: sourceId,
    starts_at: startsAt,
    idempotency_key: idempotencyKey,
    request_hash: requestHash,
    trigger_id: trigger?.id ?? null,
    triggered_by: trigger && JSON.stringify(trigger),
    created_at: execution.createdAt,
    updated_at: execution.updatedAt,
    finished_at: execution.finishedAt,
  };
}
