import { newId } from '../base/ids.ts';
import type { TriggeredBy } from '../persistence/rows.ts';
import { type NewJob, QUEUES, type TriggerJob } from '../queue/jobs.ts';
import { isFinal, type State } from '../workflow/State.ts';

/** Tells the trigger that started an execution that it has ended, where the trigger waits for that. */
export function triggerEnds(triggeredBy: string | null, before: State, after: State): NewJob[] {
  if (triggeredBy === null || isFinal(before) || !isFinal(after)) return [];
  const { id, isAwaited } = JSON.parse(triggeredBy) as TriggeredBy;
  return isAwaited ? [triggerJob({ triggerId: id, revision: null })] : [];
}

export function triggerJob(data: TriggerJob, startAfter?: Date): NewJob {
  return { id: newId(), queue: QUEUES.trigger, data, ...(startAfter && { startAfter }) };
}
