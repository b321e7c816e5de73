import { InputError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type { TurnReads } from '../persistence/TurnStore.ts';
import { type ExecutionFacts, NOTHING_RUN, type Values } from '../workflow/Facts.ts';
import { namesOf, overlay } from '../workflow/values.ts';
import { decideWithFacts } from './decideWithFacts.ts';
import { factsOf } from './facts.ts';
import { type EngineParts, surroundingsOf } from './takeTurns.ts';
import { assertSize, mergeWrites, writesOf } from './writesOf.ts';

/** The revision of a workflow that is to run. */
export interface WorkflowToRun {
  readonly id: Id;
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly spec: WorkflowSpec;
}

/** A start, checked and ready to be written. */
export interface Start {
  readonly projectId: Id;
  readonly workflow: WorkflowToRun;
  /** With defaults for what was not given: see `completeInput`. */
  readonly input: Values;
  readonly params: Values;
  readonly description: string | null;
  readonly idempotencyKey: string | null;
  readonly requestHash: string | null;
}

/** A start with the id that its execution will have, given once: trying again cannot make a second one. */
export type IdentifiedStart = Start & { readonly id: Id };

/**
 * Starts executions, all in one transaction, and takes the first turn of each in it: when this returns, the first actions
 * are queued.
 */
export async function startExecutions(parts: EngineParts, starts: readonly IdentifiedStart[]): Promise<ExecutionRow[]> {
  const begun = await Promise.all(starts.map((start) => begin(parts, start)));
  const jobs = begun.flatMap((each) => each.jobs);
  const prepared = parts.channel.prepare({ sent: jobs, finished: [] });
  const writes = mergeWrites(begun.map((each) => each.writes));
  const rows = begun.map((each) => each.row);
  await parts.turns.transact((transaction) =>
    transaction.commit({ ...writes, newExecutions: rows, executions: [], outbox: prepared.outbox }, prepared.sends),
  );
  await prepared.afterCommit();
  parts.onCommitted({ hasJobs: jobs.length > 0, hasChanges: true });
  return rows;
}

async function begin(parts: EngineParts, start: IdentifiedStart) {
  const surroundings = surroundingsOf(parts);
  const before = newExecution(start, surroundings.now);
  const facts = factsOf(start.workflow.spec, before, []);
  const decision = await decideWithFacts(facts, [{ kind: 'executionStarted' }], surroundings, NOTHING_TO_READ);
  const { writes, jobs } = writesOf(before, start.workflow.name, decision, surroundings.now);
  return { writes, jobs, row: executionRow(start, decision.execution ?? before) };
}

/** Nothing is stored of an execution that has not begun. */
const NOTHING_TO_READ: TurnReads = {
  tasks: async () => [],
  newestTask: async () => null,
  endTasks: async () => [],
  results: async () => [],
};

function newExecution(start: IdentifiedStart, now: Date): ExecutionFacts {
  return {
    id: start.id,
    projectId: start.projectId,
    rootId: start.id,
    state: 'IDLE',
    stateInfo: null,
    description: start.description,
    input: start.input,
    params: start.params,
    context: {},
    output: undefined,
    runtime: NOTHING_RUN,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}

/** The input with defaults for what is absent. Throws `InputError` for names that are missing or unexpected (as Mistral). */
export function completeInput(workflow: WorkflowToRun, given: Values): Values {
  const { input } = workflow.spec;
  const known = new Set(input.map((parameter) => parameter.name));
  const names = new Set(namesOf(given));
  const unexpected = [...names].filter((name) => !known.has(name));
  const missing = input
    .filter((parameter) => !parameter.hasDefault && !names.has(parameter.name))
    .map((parameter) => parameter.name);
  if (missing.length > 0 || unexpected.length > 0) {
    const parts = [
      missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
      unexpected.length > 0 ? `unexpected: ${unexpected.join(', ')}` : '',
    ].filter(Boolean);
    throw new InputError(`Invalid input for workflow '${workflow.name}' [${parts.join('; ')}].`, {
      missing,
      unexpected,
    });
  }
  const defaults = input.filter((parameter) => parameter.hasDefault && !names.has(parameter.name));
  return overlay(given, mappingOf(defaults.map(({ name, default: value }) => [name, value ?? null])));
}

function executionRow(start: Start, execution: ExecutionFacts): ExecutionRow {
  const row: ExecutionRow = {
    id: execution.id,
    project_id: execution.projectId,
    workflow_id: start.workflow.id,
    workflow_name: start.workflow.name,
    workflow_namespace: start.workflow.namespace,
    revision: start.workflow.revision,
    state: execution.state,
    state_info: execution.stateInfo,
    description: execution.description,
    input: stringifyJson(execution.input),
    params: stringifyJson(execution.params),
    context: stringifyJson(execution.context),
    output: execution.output === undefined ? null : stringifyJson(execution.output),
    runtime: stringifyJson(execution.runtime),
    root_id: execution.rootId,
    parent_task_id: null,
    item_index: null,
    accepted: false,
    idempotency_key: start.idempotencyKey,
    request_hash: start.requestHash,
    created_at: execution.createdAt,
    updated_at: execution.updatedAt,
    finished_at: execution.finishedAt,
  };
  assertSize('The input', row.input);
  assertSize('The parameters', row.params);
  return row;
}
