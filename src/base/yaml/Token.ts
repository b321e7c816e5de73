import { shortened } from '../shortened.ts';
import type { ScalarStyle } from './Node.ts';

export type TokenKind =
  | 'block mapping'
  | 'block sequence'
  | 'block end'
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'scalar'
  | 'anchor'
  | 'alias'
  | 'tag'
  | 'directive'
  | '---'
  | '...'
  | 'end'
  | 'failure';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Of a scalar, a tag, a directive or a failure; of an anchor or an alias its name. */
  readonly text?: string;
  readonly style?: ScalarStyle;
  readonly hint?: string;
}

/** A token as it is called in a message. */
export function nameOf(token: Token): string {
  if (token.kind === 'scalar') return 'a text';
  if (token.kind === 'end') return 'the end of the text';
  if (token.kind === 'key' || token.kind === 'block mapping') return 'a key';
  if (token.kind === 'value') return "':'";
  if (token.kind === 'block end') return 'a line that is indented less';
  if (token.kind === 'block sequence') return "'-'";
  if (token.kind === 'anchor' || token.kind === 'alias') return `an ${token.kind}`;
  return `'${token.kind === 'tag' || token.kind === 'directive' ? shortened(token.text ?? '') : token.kind}'`;
}
