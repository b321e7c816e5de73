import type { Registers } from './Matcher.ts';
import type { Subject } from './Subject.ts';

/** One match. Positions count code points, as Python's do. */
export class Match {
  constructor(
    private readonly subject: Subject,
    private readonly registers: Registers,
    readonly groupCount: number,
    readonly names: ReadonlyMap<string, number>,
  ) {}

  /** The text of a group, null where it took no part; group 0 is the whole. */
  group(index: number): string | null {
    const start = this.start(index);
    return start < 0 ? null : this.subject.slice(start, this.end(index));
  }

  start(index: number): number {
    return this.end(index) < 0 ? -1 : (this.registers[index * 2] as number);
  }

  end(index: number): number {
    return this.registers[index * 2 + 1] as number;
  }
}
