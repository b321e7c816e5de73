import type { PolicySpec } from '../PolicySpec.ts';
import type { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { readRetry } from './readRetry.ts';
import { readCount, readFlag } from './scalars.ts';

export const POLICY_KEYS = [
  'retry',
  'wait-before',
  'wait-after',
  'timeout',
  'pause-before',
  'concurrency',
  'fail-on',
] as const;

export function readPolicies(keys: Keys): PolicySpec {
  return pruned({
    waitBefore: keys.read('wait-before', readCount),
    waitAfter: keys.read('wait-after', readCount),
    pauseBefore: keys.read('pause-before', readFlag),
    timeout: keys.read('timeout', readCount),
    retry: keys.read('retry', readRetry),
    failOn: keys.read('fail-on', readFlag),
    concurrency: keys.read('concurrency', readCount),
  });
}

/**
 * A task's policies with those of `task-defaults` behind them. As Mistral: one of the task replaces the default as a whole,
 * but `0` and `false` do not, since they are the same as not asking for it.
 */
export function withDefaultPolicies(own: PolicySpec, defaults: PolicySpec): PolicySpec {
  const asked = (policies: PolicySpec) => Object.entries(policies).filter(([, value]) => Boolean(value));
  return Object.fromEntries([...asked(defaults), ...asked(own)]);
}
