import type { Id } from '../base/ids.ts';

/** The kinds of work in the queue. A job is a kind with data, never the name of a function. */
export const QUEUES = {
  /** Run one action. Tried once: what becomes of a job whose executor died is for `lostAction` to say. */
  action: 'tramontane_action',
  /** Actions whose executor died before it reported. */
  lostAction: 'tramontane_lost_action',
} as const;
export type QueueName = (typeof QUEUES)[keyof typeof QUEUES];

/** Run one action. The job's id is the action execution's. */
export interface ActionJob {
  readonly actionExecutionId: Id;
  readonly executionId: Id | null;
  readonly taskId: Id | null;
  readonly workflowName: string | null;
  readonly action: string;
  /** JSON text of the evaluated input. */
  readonly input: string;
  readonly attempt: number;
}

/** A job as it is sent. */
export interface NewJob {
  readonly id: Id;
  readonly queue: QueueName;
  readonly data: object;
}

/** A job as it was fetched; `retryCount` fences what is said of it to this fetch. */
export interface FetchedJob<Data> {
  readonly id: Id;
  readonly data: Data;
  readonly retryCount: number;
}
