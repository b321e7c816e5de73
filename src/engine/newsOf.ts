import { type NewJob, QUEUES, type QueueName } from '../queue/jobs.ts';
import type { News } from './EngineParts.ts';

/** What a commit that sends some jobs means for others. */
export function newsOf(
  jobs: readonly NewJob[],
  { hasChanges = false, hasResults = false, hasStops = false }: Partial<News>,
): News {
  const dueTimes = jobs.flatMap(({ queue, startAfter: time }) => (time ? [{ queue, time }] : []));
  const queues = new Set<QueueName>(jobs.filter(({ startAfter }) => !startAfter).map(({ queue }) => queue));
  const hasTurns = queues.delete(QUEUES.turn);
  const hasTriggers = queues.delete(QUEUES.trigger);
  const hasJobs = queues.delete(QUEUES.action);
  const hasTargetedJobs = queues.size > 0;
  return { hasJobs, hasTargetedJobs, hasStops, hasTurns, hasTriggers, hasChanges, hasResults, dueTimes };
}
