import type { ActionIds } from './sdk.ts';

const SAMPLED = '01';
const SPAN_DIGITS = 16;

/**
 * The header by which services tell that requests belong together (W3C Trace Context, `traceparent`): an execution is a trace, and
 * each of its actions a span of it. An action that runs alone is a trace of its own.
 */
export function traceParentOf({ executionId, actionExecutionId }: ActionIds): string {
  const digitsOf = (id: string) => id.replaceAll('-', '');
  // The random half of the id: the other tells the time, which many share.
  const span = digitsOf(actionExecutionId).slice(-SPAN_DIGITS);
  return `00-${digitsOf(executionId ?? actionExecutionId)}-${span}-${SAMPLED}`;
}
