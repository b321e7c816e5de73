import { type NewJob, QUEUES } from '../queue/jobs.ts';
import type { News } from './EngineParts.ts';

/** What a commit that sends some jobs means for others. */
export function newsOf(jobs: readonly NewJob[], { hasChanges = false, hasResults = false }: Partial<News>): News {
  const dueTimes = jobs.flatMap(({ startAfter }) => (startAfter ? [startAfter] : []));
  const now = jobs.filter(({ startAfter }) => !startAfter);
  const hasTurns = now.some(({ queue }) => queue === QUEUES.turn);
  return { hasJobs: now.some(({ queue }) => queue !== QUEUES.turn), hasTurns, hasChanges, hasResults, dueTimes };
}
