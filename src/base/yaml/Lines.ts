/** Where an offset stands in a text. Lines and columns count from 1. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (const match of text.matchAll(/\r\n|[\n\r\x85\u2028\u2029]/g)) this.starts.push(match.index + match[0].length);
  }

  positionOf(offset: number): { line: number; column: number } {
    const line = this.lineOf(offset);
    return { line, column: offset - this.startOf(line) + 1 };
  }

  /** The offset at which a line begins; behind the last line, that of the last line. */
  startOf(line: number): number {
    return this.starts[Math.min(line, this.starts.length) - 1] as number;
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
