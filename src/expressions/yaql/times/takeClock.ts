import type { WallTime } from '../inner/DateTime.ts';
import { offsetOf } from './readTime.ts';

type Clock = Pick<WallTime, 'hour' | 'minute' | 'second' | 'microsecond'>;

export interface FoundClock {
  readonly clock: Clock | undefined;
  readonly offset: bigint | null;
  /** The text without the time of day. */
  readonly rest: string;
}

/** `10:20`, `10:20:30.5`, `5pm`, `10h36m28.5s`, or the hour after an ISO date's `T`. */
const FORMS: readonly RegExp[] = [
  /(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<fraction>\d+))?)?\s*(?<half>[ap]\.?m\b\.?)?/i,
  /(?<hour>\d{1,2})\s*h(?:ours?)?\s*(?:(?<minute>\d{1,2})\s*m(?:in(?:utes?)?)?\s*)?(?:(?<second>\d{1,2})(?:\.(?<fraction>\d+))?\s*s(?:ec(?:onds?)?)?)?/i,
  /(?<hour>\d{1,2})\s*(?<half>[ap]\.?m\b\.?)/i,
  /(?<=\d)T(?<hour>\d{2})(?:(?<minute>\d{2})(?:(?<second>\d{2})(?:\.(?<fraction>\d+))?)?)?(?!\d|:)/,
];

/** The time zone after a time: `Z`, `UTC`, `+02:00`, `GMT+3`, or a name that says nothing to us. */
const ZONE = /^\s*(?:(?<name>Z|UTC|GMT)\b)?\s*(?<offset>[+-]\d{1,2}(?::?\d{2})?(?::?\d{2})?)?(?:\s*\(?[A-Z]{3,5}\)?)?/;

/** Finds the time of day in a text, and takes it out. */
export function takeClock(text: string): FoundClock {
  for (const form of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const after = text.slice(match.index + match[0].length);
    const zone = ZONE.exec(after);
    const rest = `${text.slice(0, match.index).replace(/T$/, ' ')} ${after.slice(zone?.[0].length ?? 0)}`;
    return { clock: clockOf(match.groups ?? {}), offset: zoneOf(zone?.groups ?? {}), rest };
  }
  return { clock: undefined, offset: null, rest: text };
}

function clockOf(groups: Record<string, string | undefined>): Clock {
  const { hour = '0', minute = '0', second = '0', fraction = '', half } = groups;
  const twelve = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  return {
    hour: twelve,
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
}

/** As POSIX has it, `GMT+3` lies to the west. */
function zoneOf({ name, offset }: Record<string, string | undefined>): bigint | null {
  if (offset === undefined) return name === undefined ? null : 0n;
  const digits = offset.slice(1).replaceAll(':', '');
  const full = digits.length <= 2 ? `${digits.padStart(2, '0')}00` : digits.padStart(4, '0');
  const microseconds = offsetOf(offset[0] + full);
  return name === 'GMT' || name === 'UTC' ? -microseconds : microseconds;
}
