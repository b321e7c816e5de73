import { Cron } from 'croner';
import { InputError, messageOf } from '../../base/errors.ts';

/** A moment, in milliseconds since 1970. */
export type Moment = number;

/** Rare patterns, such as the 29th of February, are found within this; what is not is never. */
const FARTHEST_MS = 100 * 366 * 24 * 60 * 60 * 1000;
const ALIASES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * A cron pattern in a time zone: five fields, six with seconds in front, or an alias such as `@daily`.
 *
 * Where clocks are put on, a time that does not exist comes at the end of the gap; where they are put back, a time that comes
 * twice counts once, the first time. A pattern with `*` or a step in its time of day goes by the time that passes instead: it
 * leaves out the gap, and counts both.
 */
export class Pattern {
  private constructor(private readonly cron: Cron) {}

  /** Throws `InputError` where the text is no pattern, has no time at all, or the zone is not known. */
  static parse(text: string, timeZone: string): Pattern {
    checkTimeZone(timeZone);
    checkForm(text);
    try {
      return new Pattern(new Cron(text, { timezone: timeZone, fixedTimeRule: 'no-wildcard', mode: '5-or-6-parts' }));
    } catch (error) {
      throw notAPattern(text, messageOf(error).replace(/^CronPattern: /, ''));
    }
  }

  /** The first time after a moment; null where there is none. */
  after(moment: Moment): Moment | null {
    const next = this.cron.nextRun(new Date(moment))?.getTime() ?? null;
    return next !== null && next - moment < FARTHEST_MS ? next : null;
  }

  /** The last time before a moment; null where there is none. */
  before(moment: Moment): Moment | null {
    const previous = this.cron.previousRuns(1, new Date(moment))[0]?.getTime() ?? null;
    return previous !== null && moment - previous < FARTHEST_MS ? previous : null;
  }
}

/** What is left to the library says which field is wrong; this is about what it would take and mean otherwise. */
function checkForm(text: string): void {
  if (text.startsWith('@')) {
    if (ALIASES.includes(text)) return;
    throw notAPattern(text, `the aliases are ${ALIASES.join(', ')}`);
  }
  const fields = text.split(/\s+/).length;
  if (text.trim() !== text || (fields !== 5 && fields !== 6)) {
    throw notAPattern(text, 'it has five fields separated by spaces, or six with seconds in front');
  }
}

function notAPattern(text: string, reason: string): InputError {
  return new InputError(`'${text}' is not a cron pattern: ${reason}.`).at(['input', 'pattern']);
}

function checkTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    throw new InputError(`'${name}' is not a time zone such as 'Europe/Berlin'.`).at(['input', 'timeZone']);
  }
}
