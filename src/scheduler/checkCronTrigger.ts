import { InputError, LimitError } from '../base/errors.ts';
import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import { stringifyJson, type Value } from '../base/json.ts';
import type { MissedPolicy } from './cron/dueTimes.ts';
import type { OverlapPolicy } from './cron/overlap.ts';

/** An object of a user's. */
export type Values = Readonly<Record<string, Value>>;

/** What a cron trigger is told to be. */
export interface CronTriggerAsked {
  readonly name: string;
  readonly description: string | null;
  readonly scope: string;
  readonly input: Values;
  readonly params: Values;
  readonly pattern: string | null;
  readonly timeZone: string;
  readonly firstExecutionTime: Date | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly remainingExecutions: number | null;
  readonly missed: MissedPolicy;
  readonly missedLimit: number;
  readonly overlap: OverlapPolicy;
  readonly jitterSeconds: number;
}

/** As Mistral keeps names. */
const NAME_LENGTH = 200;
const PATTERN_LENGTH = 255;
const MISSED_LIMIT = 1_000;
const JITTER_LIMIT_SECONDS = 24 * 60 * 60;

/** Throws `InputError` or `LimitError` where a cron trigger cannot be like this, whatever the time is. */
export function checkCronTrigger(asked: CronTriggerAsked): void {
  checkName(asked.name);
  checkTimes(asked);
  atMost('pattern', asked.pattern?.length ?? 0, PATTERN_LENGTH, 'characters');
  between('missedLimit', asked.missedLimit, 1, MISSED_LIMIT, 'times');
  between('jitterSeconds', asked.jitterSeconds, 0, JITTER_LIMIT_SECONDS, 'seconds');
  for (const name of ['input', 'params'] as const) {
    atMost(name, Buffer.byteLength(stringifyJson(asked[name])), FIELD_LIMIT_BYTES, 'bytes');
  }
}

function checkName(name: string): void {
  atMost('name', name.length, NAME_LENGTH, 'characters');
  if (name.trim() !== name || name === '' || /\p{Cc}/u.test(name)) {
    throw wrong(
      'name',
      'The name of a trigger may not be empty, begin or end with spaces, nor hold control characters.',
    );
  }
}

function checkTimes(asked: CronTriggerAsked): void {
  const { pattern, firstExecutionTime: first, startsAt, endsAt, remainingExecutions: remaining } = asked;
  if (pattern === null && first === null)
    throw wrong('pattern', "A cron trigger needs 'pattern' or 'firstExecutionTime'.");
  if (remaining !== null && remaining < 0)
    throw wrong('remainingExecutions', "'remainingExecutions' may not be negative.");
  if (pattern === null && remaining !== null && remaining > 1) {
    throw wrong('remainingExecutions', "More than one execution needs a 'pattern'.");
  }
  if (startsAt !== null && endsAt !== null && startsAt > endsAt)
    throw wrong('endsAt', "'endsAt' is before 'startsAt'.");
  if (first === null) return;
  if (startsAt !== null && first < startsAt)
    throw wrong('firstExecutionTime', "'firstExecutionTime' is before 'startsAt'.");
  if (endsAt !== null && first > endsAt) throw wrong('firstExecutionTime', "'firstExecutionTime' is after 'endsAt'.");
}

const wrong = (field: string, message: string) => new InputError(message).at(['input', field]);

function atMost(field: string, actual: number, limit: number, unit: string): void {
  if (actual > limit) throw new LimitError(`'${field}'`, limit, actual, unit).at(['input', field]);
}

function between(field: string, value: number, least: number, most: number, unit: string): void {
  if (value < least) throw wrong(field, `'${field}' has to be ${least} at least.`);
  atMost(field, value, most, unit);
}
