import { earliestId } from '../base/ids.ts';
import { allOf, type Condition, compares } from '../persistence/reads/Condition.ts';
import { columnCondition } from '../persistence/reads/filters.ts';
import type { DateTimeFilterInput } from './filters.ts';

/** An id is made at most this much before or after what `created_at` says. */
const SLACK_MS = 60 * 60 * 1000;

interface CreatedFilter {
  readonly createdAfter?: Date | null;
  readonly createdBefore?: Date | null;
  readonly createdAt?: DateTimeFilterInput | null;
}

/**
 * By when something was made. Lists are in the order of ids, which begin with the time: bounds on them let the database begin where
 * the time does, instead of reading what is newer.
 */
export function createdCondition({ createdAfter, createdBefore, createdAt }: CreatedFilter): Condition {
  const moments = (values: readonly (Date | null | undefined)[]) => values.filter((each) => each != null);
  const since = moments([createdAfter, createdAt?.eq, createdAt?.gt, createdAt?.gte]);
  const until = moments([createdBefore, createdAt?.eq, createdAt?.lt, createdAt?.lte]);
  return allOf(
    columnCondition('created_at', { gte: createdAfter, lt: createdBefore }),
    columnCondition('created_at', createdAt),
    ...since.map((moment) => compares('id', '>=', earliestId(new Date(moment.getTime() - SLACK_MS)))),
    ...until.map((moment) => compares('id', '<', earliestId(new Date(moment.getTime() + SLACK_MS)))),
  );
}
