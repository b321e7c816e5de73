import type { Value } from '../base/json.ts';

/**
 * What a task asks for around its action. A value is a literal of the right type or an expression string, whose result the
 * core has to check. A policy that is not asked for is absent; what `task-defaults` say has been merged in.
 */
export interface PolicySpec {
  /** Seconds. */
  readonly waitBefore?: Value;
  /** Seconds. */
  readonly waitAfter?: Value;
  readonly pauseBefore?: Value;
  /** Seconds; `0` is no time limit. */
  readonly timeout?: Value;
  readonly retry?: RetrySpec;
  readonly failOn?: Value;
  /** How many items of `with-items` may run at a time; `0` is no limit. */
  readonly concurrency?: Value;
}

export interface RetrySpec {
  /** Attempts beyond the first. */
  readonly count: Value;
  /** Seconds before each further attempt. */
  readonly delay: Value;
  readonly breakOn?: string;
  readonly continueOn?: string;
  /** Beyond Mistral: an expression over the failed attempt; where it is false, the task is not tried again. */
  readonly retryOn?: string;
  /** Beyond Mistral: delays that grow. */
  readonly backoff?: BackoffSpec;
}

export interface BackoffSpec {
  /** Each delay is the one before times this; `1` keeps it fixed. */
  readonly factor?: Value;
  /** Seconds no delay exceeds. */
  readonly maxDelay?: Value;
  /** A fraction from 0 to 1: how much of a delay is left to chance. `true` is 1, `false` 0. */
  readonly jitter?: Value;
}
