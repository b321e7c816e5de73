import { parseJson, stringifyJson } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';
import type { CronTriggerRow, WorkflowRow } from '../persistence/rows.ts';
import type { CronTriggerAsked, Values } from './checkCronTrigger.ts';

/** A trigger that has not done anything yet. */
export const BLANK = {
  state: 'ACTIVE',
  revision: 1,
  next_time: null,
  fires_at: null,
  last_time: null,
  last_execution_id: null,
  last_error: null,
  waiting: '[]',
};

export function workflowColumns({ id, name }: WorkflowRow, namespace: string) {
  return { workflow_id: id, workflow_name: name, namespace };
}

/** What people say of a trigger, as it is kept. */
export function columnsOf(asked: CronTriggerAsked) {
  return {
    name: asked.name,
    description: asked.description,
    scope: asked.scope,
    input: stringifyJson(asked.input),
    params: stringifyJson(asked.params),
    pattern: asked.pattern,
    time_zone: asked.timeZone,
    first_time: asked.firstExecutionTime,
    starts_at: asked.startsAt,
    ends_at: asked.endsAt,
    remaining: asked.remainingExecutions ?? (asked.pattern === null ? 1 : null),
    missed: asked.missed,
    missed_limit: asked.missedLimit,
    overlap: asked.overlap,
    jitter_seconds: asked.jitterSeconds,
  };
}

/** What is kept of a trigger, as people say it. */
export function askedOf(row: CronTriggerRow): CronTriggerAsked & { readonly namespace: string } {
  return {
    name: row.name,
    description: row.description,
    scope: row.scope,
    namespace: row.namespace,
    input: valuesOf(row.input),
    params: valuesOf(row.params),
    pattern: row.pattern,
    timeZone: row.time_zone,
    firstExecutionTime: row.first_time,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    remainingExecutions: row.remaining,
    missed: row.missed as CronTriggerAsked['missed'],
    missedLimit: row.missed_limit,
    overlap: row.overlap as CronTriggerAsked['overlap'],
    jitterSeconds: row.jitter_seconds,
  };
}

/** The object that a column holds as JSON. */
export function valuesOf(text: string): Values {
  return namedValues(parseJson(text)) ?? {};
}
