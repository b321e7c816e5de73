import type { NewJob } from '../queue/jobs.ts';
import type { News } from './EngineParts.ts';

/** What sending some jobs means for others. */
export function newsOf(jobs: readonly NewJob[], hasChanges: boolean): News {
  const dueTimes = jobs.flatMap(({ startAfter }) => (startAfter ? [startAfter] : []));
  return { hasJobs: jobs.length > dueTimes.length, hasChanges, dueTimes };
}
