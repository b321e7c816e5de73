/** As much of a terminal as is needed to see what a view looks like: lines, going up, and clearing what is below. */
export class Screen {
  private content: string[] = [''];

  constructor(readonly rows: number) {}

  write(text: string): void {
    for (const [part] of text.matchAll(/\n|\p{Cc}\[[?\d]*[a-zA-Z]|\P{Cc}+/gu)) {
      const up = /^\p{Cc}\[(\d+)A$/u.exec(part)?.[1];
      if (up !== undefined) this.content = this.content.slice(0, -1 - Number(up)).concat('');
      else if (part === '\n') this.content.push('');
      else if (!part.startsWith('\x1b')) this.content.push(this.content.pop() + part);
    }
  }

  /** What is to be seen, from the top. */
  lines(): readonly string[] {
    return this.content.slice(0, -1);
  }
}
