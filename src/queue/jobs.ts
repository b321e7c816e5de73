import { createHash } from 'node:crypto';
import type { Id } from '../base/ids.ts';

/** The kinds of work in the queue. A job is a kind with data, never the name of a function. */
export const QUEUES = {
  /** Run one action. Tried once: what becomes of a job whose executor died is for `lostAction` to say. */
  action: 'tramontane_action',
  /** Actions whose executor died before it reported. */
  lostAction: 'tramontane_lost_action',
  /** Tell an execution what happened: a delay is over, a sub-workflow has ended. */
  turn: 'tramontane_turn',
  /** Look whether a trigger has something to start. */
  trigger: 'tramontane_trigger',
} as const;
export type QueueName = (typeof QUEUES)[keyof typeof QUEUES] | `${typeof QUEUES.action}.${string}`;

/** What a queue may be called. */
const PLAIN_NAME = /^[\w-]{1,60}$/;

/** The queue of the actions for one executor or group of executors; `null`: of those that any may run. */
export function actionQueue(target: string | null): QueueName {
  if (target === null) return QUEUES.action;
  if (PLAIN_NAME.test(target)) return `${QUEUES.action}.${target}`;
  // A dot is in no plain name, so that the two kinds cannot meet.
  return `${QUEUES.action}.sha.${createHash('sha256').update(target).digest('hex').slice(0, 40)}`;
}

const NEEDS = `${QUEUES.action}.needs.` as const;

/** The queue of jobs of an action that an executor has come upon which does not offer it: they wait for one that does. */
export function queueOfMissing(action: string): QueueName {
  return `${NEEDS}${action}`;
}

/** The action that such a queue is of. */
export function missingActionOf(queue: string): string | undefined {
  return queue.startsWith(NEEDS) ? queue.slice(NEEDS.length) : undefined;
}

/** Run one action. */
export interface ActionJob {
  readonly actionExecutionId: Id;
  /** `null` where the action runs alone; so are its task and its workflow. */
  readonly executionId: Id | null;
  readonly taskId: Id | null;
  readonly workflowName: string | null;
  readonly action: string;
  /** The ad-hoc action that was asked for, where it is one, and where its name counts. */
  readonly adhoc: { readonly name: string; readonly projectId: Id; readonly namespace: string } | null;
  /** JSON text of the evaluated input. */
  readonly input: string;
  /** The executor or the group of executors that is to run it; `null` is any. */
  readonly target: string | null;
  readonly attempt: number;
  /** Seconds; `null` is no limit. */
  readonly timeoutSeconds: number | null;
  /** Whether it may run again where an executor died with it. */
  readonly isSafeToRerun: boolean;
}

/** Tell an execution what happened. `event` is JSON text. */
export interface TurnJob {
  readonly executionId: Id;
  readonly event: string;
}

/** Look whether a trigger has something to start. */
export interface TriggerJob {
  readonly triggerId: Id;
  /** Of the trigger when the job was sent: the job of an earlier one is over. `null`: an execution that it waits for has ended. */
  readonly revision: number | null;
}

/** A job as it is sent. */
export interface NewJob {
  readonly id: Id;
  readonly queue: QueueName;
  readonly data: object;
  /** Not before then. */
  readonly startAfter?: Date;
}

/** A job as it was fetched; `retryCount` fences what is said of it to this fetch. */
export interface FetchedJob<Data> {
  readonly id: Id;
  /** Where it was fetched. */
  readonly queue: QueueName;
  readonly data: Data;
  readonly retryCount: number;
}
