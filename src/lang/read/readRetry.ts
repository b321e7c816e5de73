import type { Value } from '../../base/json.ts';
import { Float } from '../../base/json.ts';
import type { Place } from '../Place.ts';
import type { BackoffSpec, RetrySpec } from '../PolicySpec.ts';
import { isWholeExpression } from '../patterns.ts';
import { checkExpressions } from './checkExpressions.ts';
import { readMembers } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { parseCall } from './readCall.ts';
import { countOf, readCount, readExpression, readText, wrong } from './scalars.ts';

const KEYS = ['count', 'delay', 'break-on', 'continue-on', 'retry-on', 'backoff'];
const BACKOFF_KEYS = ['factor', 'max-delay', 'jitter'];

/** `retry`, as a mapping or in one line: `count=3 delay=1 break-on=<% $.done %>`. */
export function readRetry(place: Place): RetrySpec | undefined {
  return place.node.kind === 'scalar' ? readLine(place) : readRetryMapping(place);
}

function readRetryMapping(place: Place): RetrySpec | undefined {
  const members = readMembers(place, "a mapping with 'count' and 'delay'");
  if (!members) return undefined;
  const keys = new Keys(members);
  keys.refuseUnknown(KEYS, "'retry'");
  requireKeys(place, (name) => keys.has(name));
  return pruned({
    count: keys.read('count', readCount) ?? 0,
    delay: keys.read('delay', readCount) ?? 0,
    breakOn: keys.read('break-on', readExpression),
    continueOn: keys.read('continue-on', readExpression),
    retryOn: keys.read('retry-on', readExpression),
    backoff: keys.read('backoff', readBackoff),
  });
}

function requireKeys(place: Place, has: (name: string) => boolean): void {
  for (const name of ['count', 'delay']) {
    if (!has(name)) place.error(`'${name}' is a required property of 'retry'.`);
  }
}

function readLine(place: Place): RetrySpec | undefined {
  const text = readText(place);
  const call = text === undefined ? undefined : parseCall(place, text);
  if (!call) return undefined;
  const { parameters } = call;
  requireKeys(place, (name) => parameters.has(name));
  for (const name of parameters.keys()) {
    if (!KEYS.slice(0, 5).includes(name)) place.error(`'${name}' is not a key of 'retry'.`);
  }
  const expression = (name: string) => expressionParameter(place, name, parameters.get(name));
  return pruned({
    count: countParameter(place, 'count', parameters.get('count')),
    delay: countParameter(place, 'delay', parameters.get('delay')),
    breakOn: expression('break-on'),
    continueOn: expression('continue-on'),
    retryOn: expression('retry-on'),
  });
}

function countParameter(place: Place, name: string, value: Value | undefined): Value {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && isWholeExpression(value)) return value;
  if (value !== undefined) place.error(`'${name}' must be a whole number of at least 0 or an expression.`);
  return 0;
}

function expressionParameter(place: Place, name: string, value: Value | undefined): string | undefined {
  if (typeof value === 'string' && isWholeExpression(value)) return value;
  if (value !== undefined) place.error(`'${name}' must be an expression.`);
  return undefined;
}

function readBackoff(place: Place): BackoffSpec | undefined {
  const members = readMembers(place, "a mapping with 'factor', 'max-delay' or 'jitter'");
  if (!members) return undefined;
  const keys = new Keys(members);
  keys.refuseUnknown(BACKOFF_KEYS, "'backoff'");
  checkExpressions(place);
  return pruned({
    factor: keys.read('factor', (factor) => readNumber(factor, 1, Number.POSITIVE_INFINITY)),
    maxDelay: keys.read('max-delay', (delay) => countOf(delay) ?? readNumber(delay, 0, Number.POSITIVE_INFINITY)),
    jitter: keys.read('jitter', readJitter),
  });
}

function readJitter(place: Place): Value | undefined {
  if (place.node.kind === 'scalar' && typeof place.node.value === 'boolean') return place.node.value;
  return readNumber(place, 0, 1);
}

/** A number within bounds, or an expression. */
function readNumber(place: Place, least: number, most: number): Value | undefined {
  const { node } = place;
  const value = node.kind === 'scalar' ? node.value : null;
  if (typeof value === 'string' && isWholeExpression(value)) return value;
  const number = value instanceof Float ? value.value : value;
  if (typeof number === 'number' && number >= least && number <= most) return value;
  wrong(
    place,
    `a number ${Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`} or an expression`,
  );
  return undefined;
}
