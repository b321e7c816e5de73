/** Characters at which a line ends, as YAML 1.1 has them. */
export const BREAKS = '\\n\\r\\x85\\u2028\\u2029';

const BREAK = new RegExp(`[${BREAKS}]`);
const BLANK = new RegExp(`[ \\t${BREAKS}]`);

/** A place in a text that moves forward, and knows its line. Behind the end every character is `''`. */
export class Cursor {
  at = 0;
  line = 0;
  private lineStart = 0;

  constructor(readonly text: string) {}

  get column(): number {
    return this.at - this.lineStart;
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether a line ends here; the end of the text does not count. */
  isBreak(ahead = 0): boolean {
    return BREAK.test(this.peek(ahead));
  }

  /** A space, a tab, the end of a line or of the text. */
  isBlank(ahead = 0): boolean {
    const character = this.peek(ahead);
    return character === '' || BLANK.test(character);
  }

  /** Takes what a sticky pattern that crosses no line matches here. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [taken] = pattern.exec(this.text) ?? [''];
    this.at += taken.length;
    return taken;
  }

  /** Takes one end of line; `''` where there is none. */
  takeBreak(): string {
    const character = this.peek();
    if (!BREAK.test(character)) return '';
    this.at += character === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
    return character === '\u2028' || character === '\u2029' ? character : '\n';
  }

  /** Whether `---` or `...` stands here, at the start of a line and alone. */
  isDocumentMark(): boolean {
    const character = this.peek();
    if (this.column !== 0 || (character !== '-' && character !== '.')) return false;
    return this.text.startsWith(character.repeat(3), this.at) && this.isBlank(3);
  }
}
