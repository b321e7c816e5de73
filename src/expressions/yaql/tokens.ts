import { Float, type Value } from '../../base/json.ts';
import { MOST_TOKENS } from '../Limits.ts';
import { CONTROL_ESCAPES } from '../values/controlEscapes.ts';
import { integer } from '../values/numbers.ts';
import { SyntaxFailure } from './SyntaxFailure.ts';

/**
 * `constant` a number, a quoted text, true, false or null; `word` a bare word, which stands for itself as text; `call` a name
 * with the parenthesis that follows it at once; `variable` `$` with what follows; `operator` and `mark` punctuation.
 */
export type TokenKind = 'constant' | 'word' | 'call' | 'variable' | 'operator' | 'mark' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; for a call, its name. */
  readonly text: string;
  readonly value: Value;
  readonly at: number;
}

const NAME = '[\\p{L}\\p{Nl}\\p{No}_][\\p{L}\\p{N}_]*';
const LEXEME = new RegExp(
  [
    '(?<space>[ \\t\\r\\n]+)',
    '(?<variable>\\$[\\p{L}\\p{N}_]*)',
    '(?<number>\\d+(?:\\.?\\d+)?)(?![\\p{L}\\p{N}_])',
    `(?<call>${NAME})\\(`,
    `(?!__)(?<word>${NAME})`,
    "'(?<single>(?:[^'\\\\]|\\\\[^\\n])*)'",
    '"(?<double>(?:[^"\\\\]|\\\\[^\\n])*)"',
    '`(?<verbatim>(?:[^`\\\\]|\\\\[^\\n])*)`',
    '(?<operator>\\?\\.|=~|!~|>=|<=|!=|->|=>|[.+*/><=-])',
    '(?<mark>[()\\[\\]{},])',
  ].join('|'),
  'uy',
);

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const WORD_OPERATORS: ReadonlySet<string> = new Set(['mod', 'in', 'not', 'and', 'or']);

/** The tokens of an expression, an `end` last. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  LEXEME.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    LEXEME.lastIndex = at;
    const groups = LEXEME.exec(text)?.groups;
    if (!groups) throw new SyntaxFailure(`Lexical error: illegal character '${text[at]}'`, at);
    if (groups.space === undefined) tokens.push(token(groups, at));
    if (tokens.length > MOST_TOKENS) throw new SyntaxFailure(`There are more than ${MOST_TOKENS} tokens`, at);
    at = LEXEME.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', value: null, at });
  return tokens;
}

function token(groups: Record<string, string | undefined>, at: number): Token {
  const { variable, number, call, word, single, double, verbatim, operator, mark } = groups;
  if (variable !== undefined) return { kind: 'variable', text: variable, value: null, at };
  if (number !== undefined) return { kind: 'constant', text: number, value: numberFrom(number), at };
  if (call !== undefined) return { kind: 'call', text: call, value: null, at };
  if (word !== undefined) return wordToken(word, at);
  const quoted = single ?? double;
  if (quoted !== undefined) return { kind: 'constant', text: quoted, value: withoutEscapes(quoted, at), at };
  if (verbatim !== undefined) {
    return { kind: 'constant', text: verbatim, value: verbatim.replaceAll('\\`', '`'), at };
  }
  return { kind: operator === undefined ? 'mark' : 'operator', text: operator ?? mark ?? '', value: null, at };
}

function wordToken(word: string, at: number): Token {
  const constant = CONSTANTS.get(word);
  if (constant !== undefined) return { kind: 'constant', text: word, value: constant, at };
  return { kind: WORD_OPERATORS.has(word) ? 'operator' : 'word', text: word, value: word, at };
}

function numberFrom(text: string): Value {
  if (text.includes('.')) return Float.of(Number(text));
  return text.length < 16 ? Number(text) : integer(BigInt(text));
}

const ESCAPE = /\\(?:U([^\n]{8})|u([^\n]{4})|x([^\n]{2})|([0-7]{1,3})|(N\{[^}]+\})|([\\'"abfnrtv]))/g;

/** Python's escapes; what is no escape stays as it is written. */
function withoutEscapes(text: string, at: number): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    ESCAPE,
    (whole, long?: string, short?: string, byte?: string, octal?: string, name?: string, one?: string) => {
      const hex = long ?? short ?? byte;
      if (hex !== undefined) {
        const code = /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : Number.POSITIVE_INFINITY;
        if (code > 0x10ffff) throw new SyntaxFailure(`Lexical error: '${whole}' is no character`, at);
        return String.fromCodePoint(code);
      }
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      if (name !== undefined) throw new SyntaxFailure('Lexical error: characters by name are not supported', at);
      return CONTROL_ESCAPES[one as string] ?? (one as string);
    },
  );
}
