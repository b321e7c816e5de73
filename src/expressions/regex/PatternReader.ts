import { Failure } from '../Failure.ts';

/** Walks over the text of a pattern, by code points. */
export class PatternReader {
  index = 0;
  private readonly characters: readonly string[];

  constructor(text: string) {
    this.characters = Array.from(text);
  }

  get isAtEnd(): boolean {
    return this.index >= this.characters.length;
  }

  peek(offset = 0): string {
    return this.characters[this.index + offset] ?? '';
  }

  take(): string {
    if (this.isAtEnd) this.fail('unexpected end');
    return this.characters[this.index++] as string;
  }

  skip(text: string): boolean {
    if (this.characters.slice(this.index, this.index + text.length).join('') !== text) return false;
    this.index += text.length;
    return true;
  }

  /** All up to the character, which is passed over. */
  until(end: string): string {
    let taken = '';
    while (!this.isAtEnd) {
      const character = this.take();
      if (character === end) return taken;
      taken += character;
    }
    return this.fail(`missing ${end}`);
  }

  /** Takes while the characters fit, at most so many. */
  run(fits: RegExp, maximum = Number.POSITIVE_INFINITY): string {
    let taken = '';
    while (taken.length < maximum && !this.isAtEnd && fits.test(this.peek())) taken += this.take();
    return taken;
  }

  fail(reason: string): never {
    throw new Failure(`The regular expression is not valid: ${reason} at position ${this.index}`);
  }
}
