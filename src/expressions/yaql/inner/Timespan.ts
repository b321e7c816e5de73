import { Failure } from '../../Failure.ts';
import { type Integer, integer } from '../../values/numbers.ts';
import { Kept } from './Inner.ts';

export const SECOND = 1_000_000n;
export const DAY = 86_400n * SECOND;
const MAXIMAL = 1_000_000_000n * DAY;

/** A length of time, to the microsecond. It lives only inside an expression: results hold its text. */
export class Timespan extends Kept {
  static readonly ZERO = new Timespan(0n);

  constructor(readonly microseconds: bigint) {
    super();
    if (microseconds >= MAXIMAL || microseconds <= -MAXIMAL) throw new Failure('The timespan is too long');
  }

  /** From a fraction of microseconds, rounded half to even. */
  static ofFloat(microseconds: number): Timespan {
    if (!Number.isFinite(microseconds)) throw new Failure('The timespan is not finite');
    const floor = Math.floor(microseconds);
    const rest = microseconds - floor;
    const isUp = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
    return new Timespan(BigInt(isUp ? floor + 1 : floor));
  }

  get total(): Integer {
    return integer(this.microseconds);
  }

  override get isTruthy(): boolean {
    return this.microseconds !== 0n;
  }

  override equals(other: unknown): boolean {
    return other instanceof Timespan && other.microseconds === this.microseconds;
  }

  override hash(): unknown {
    return `\u0000span${this.microseconds}`;
  }

  override repr(): string {
    const { days, seconds, rest } = this.parts();
    const named = Object.entries({ days, seconds, microseconds: rest }).filter(([, value]) => value !== 0n);
    return `datetime.timedelta(${named.map(([name, value]) => `${name}=${value}`).join(', ') || '0'})`;
  }

  override text(): string {
    const { days, seconds, rest } = this.parts();
    const two = (value: bigint) => String(value).padStart(2, '0');
    const day = days === 0n ? '' : `${days} day${days === 1n || days === -1n ? '' : 's'}, `;
    const fraction = rest === 0n ? '' : `.${String(rest).padStart(6, '0')}`;
    return `${day}${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction}`;
  }

  /** Whole days may be negative; what is left of the day is not. */
  private parts(): { days: bigint; seconds: bigint; rest: bigint } {
    const inDay = ((this.microseconds % DAY) + DAY) % DAY;
    return { days: (this.microseconds - inDay) / DAY, seconds: inDay / SECOND, rest: inDay % SECOND };
  }
}
