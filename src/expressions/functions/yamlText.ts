import { resolveScalar } from '../../base/yaml/resolveScalar.ts';

/** Where PyYAML starts a new line. */
const WIDTH = 80;

/** A text as a YAML scalar in the style PyYAML picks: plain where it stays what it is, single quotes else, double where escapes are needed. */
export function yamlText(
  text: string,
  column: number,
  indent: number,
  isKey: boolean,
): { text: string; isOpen: boolean } {
  const form = inspect(text);
  const isMultiline = /[\n\u0085\u2028\u2029]/.test(text);
  if (form.mayBePlain && resolveScalar(text) === text && !(isKey && (text === '' || isMultiline))) {
    return { text: folded(text, column, indent, !isKey), isOpen: true };
  }
  if (form.mayBeSingle && !(isKey && isMultiline)) return { text: single(text, column, indent, !isKey), isOpen: false };
  return { text: double(text, column, indent, !isKey), isOpen: false };
}

interface Form {
  readonly mayBePlain: boolean;
  readonly mayBeSingle: boolean;
}

function inspect(text: string): Form {
  if (text === '') return { mayBePlain: false, mayBeSingle: true };
  const isSpecial = /[^\n\x20-\x7e]/.test(text);
  const hasSpaceByBreak = / \n|\n /.test(text);
  const mayBeSingle = !isSpecial && !hasSpaceByBreak;
  const mayBePlain =
    mayBeSingle &&
    !text.includes('\n') &&
    !/^ | $/.test(text) &&
    !/^(?:---|\.\.\.)/.test(text) &&
    !/^[#,[\]{}&*!|>'"%@`]/.test(text) &&
    !/^[?:-](?:\s|$)/.test(text) &&
    !/:(?:\s|$)/.test(text) &&
    !/\s#/.test(text);
  return { mayBePlain, mayBeSingle };
}

/** Breaks at single spaces beyond the width. */
function folded(text: string, column: number, indent: number, maySplit: boolean): string {
  let at = column;
  let result = '';
  for (const part of text.split(/((?<! ) (?! ))/)) {
    if (part === ' ' && maySplit && at > WIDTH) {
      result += `\n${' '.repeat(indent)}`;
      at = indent;
      continue;
    }
    result += part;
    at += part.length;
  }
  return result;
}

function single(text: string, column: number, indent: number, maySplit: boolean): string {
  const pad = ' '.repeat(indent);
  let at = column + 1;
  let result = "'";
  for (const { 0: part, index } of text.matchAll(/\n+| +|[^ \n]+/g)) {
    if (part.startsWith('\n')) {
      result += `\n${part}${pad}`;
      at = indent;
      continue;
    }
    const isInside = index > 0 && index + 1 < text.length;
    if (part === ' ' && maySplit && at > WIDTH && isInside) {
      result += `\n${pad}`;
      at = indent;
      continue;
    }
    const written = part.replaceAll("'", "''");
    result += written;
    at += written.length;
  }
  return `${result}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** Breaks before a space or behind an escape, with a backslash; one more keeps a space that starts the next line. */
function double(text: string, column: number, indent: number, maySplit: boolean): string {
  const characters = Array.from(text);
  let at = column + 1;
  let result = '"';
  let pending = '';
  characters.forEach((character, index) => {
    const isEscape = isEscaped(character);
    if (isEscape) {
      result += pending + escaped(character);
      at += pending.length + escaped(character).length;
      pending = '';
    }
    const mayBreak = maySplit && index > 0 && index < characters.length - 1 && (character === ' ' || isEscape);
    if (mayBreak && at + pending.length > WIDTH) {
      const following = isEscape ? characters[index + 1] : character;
      result += `${pending}\\\n${' '.repeat(indent)}${following === ' ' ? '\\' : ''}`;
      at = indent + (following === ' ' ? 1 : 0);
      pending = '';
    }
    if (!isEscape) pending += character;
  });
  return `${result}${pending}"`;
}

function isEscaped(character: string): boolean {
  return escaped(character) !== character;
}

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known) return `\\${known}`;
  const code = character.codePointAt(0) as number;
  if (code >= 0x20 && code <= 0x7e) return character;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}
