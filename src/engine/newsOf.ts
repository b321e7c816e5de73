import type { NewJob } from '../queue/jobs.ts';
import type { News } from './EngineParts.ts';

/** What a commit that sends some jobs means for others. */
export function newsOf(jobs: readonly NewJob[], { hasChanges = false, hasResults = false }: Partial<News>): News {
  const dueTimes = jobs.flatMap(({ startAfter }) => (startAfter ? [startAfter] : []));
  return { hasJobs: jobs.length > dueTimes.length, hasChanges, hasResults, dueTimes };
}
