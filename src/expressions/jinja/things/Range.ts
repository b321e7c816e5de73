import { Named } from './Thing.ts';

/** Python's `range`: the numbers from `start` up to but without `stop`. */
export class Range extends Named {
  readonly typeName = 'range';
  readonly length: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super();
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }

  at(index: number): number {
    return this.start + index * this.step;
  }

  *numbers(): Generator<number> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  indexOf(value: number): number {
    const index = (value - this.start) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.length ? index + 0 : -1;
  }

  override repr(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? '' : `, ${this.step}`})`;
  }

  override get isTruthy(): boolean {
    return this.length > 0;
  }

  override equals(other: unknown): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false;
    return this.length === 0 || (this.start === other.start && (this.length === 1 || this.step === other.step));
  }
}
