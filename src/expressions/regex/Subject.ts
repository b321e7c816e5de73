import type { Codes } from './Matcher.ts';

/** A text, as a text and as code points. */
export class Subject {
  readonly codes: Codes;
  private readonly isSimple: boolean;

  constructor(private readonly text: string) {
    this.isSimple = !/[\ud800-\udfff]/.test(text);
    this.codes = this.isSimple ? codeUnits(text) : Array.from(text, (character) => character.codePointAt(0) as number);
  }

  slice(start: number, end?: number): string {
    if (this.isSimple) return this.text.slice(start, end);
    return Array.from(this.codes)
      .slice(start, end)
      .map((code) => String.fromCodePoint(code))
      .join('');
  }
}

function codeUnits(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) codes[index] = text.charCodeAt(index);
  return codes;
}
