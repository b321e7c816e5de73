import { parseJson, type Value } from '../base/json.ts';

/** `std.echo output="hi"` taken apart. */
export interface InlineCall {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Value>;
  /** What is neither the name nor a parameter that could be read; Mistral ignores it without a word. */
  readonly ignored: string;
}

/** Characters of a name with its parameters: finding the parameters costs more than the length of the text. */
export const MAX_CALL_LENGTH = 32_768;

const NAME = /^(?:[\p{L}\p{N}_.]+[^=(\s"]*|<%[^\n]*?%>|\{\{[^\n]*\}\}|\{%[^\n]*%\})/u;
const KEY = /[-\p{L}\p{N}_]/u;
const LITERAL = /"[^"]*"\s*|'[^']*'\s*|\{\{[^\n]*?\}\}|<%[^\n]*?%>|\[[^\n]*\]\s*|true|false|null|\p{Nd}+/uy;

/**
 * A name with parameters beside it. A parameter is `key=` and a text in quotes, an expression, a list, a whole number or a
 * word of JSON; of duplicates the last one counts. `undefined` where the text begins with no name.
 */
export function parseInlineCall(text: string): InlineCall | undefined {
  if (!text.includes(' ')) return { name: text, parameters: new Map(), ignored: '' };
  const [name] = NAME.exec(text) ?? [];
  if (name === undefined) return undefined;
  const parameters = new Map<string, Value>();
  let ignored = '';
  let end = 0;
  for (let equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', Math.max(end, equals + 1))) {
    const start = startOfKey(text, equals, end);
    LITERAL.lastIndex = equals + 1;
    const [literal] = LITERAL.exec(text) ?? [];
    if (start === equals || literal === undefined) continue;
    parameters.set(text.slice(start, equals), literalValue(literal.trim()));
    ignored += text.slice(Math.max(end, name.length), start);
    end = equals + 1 + literal.length;
  }
  ignored += text.slice(Math.max(end, name.length));
  return { name, parameters, ignored: ignored.replace(/^[\s,;(]+|[\s,;)]+$/g, '') };
}

function startOfKey(text: string, equals: number, least: number): number {
  let start = equals;
  while (start > least && KEY.test(text[start - 1] as string)) start--;
  return start;
}

function literalValue(literal: string): Value {
  if (literal.startsWith('"') || literal.startsWith("'")) return literal.slice(1, -1);
  try {
    return parseJson(literal);
  } catch {
    return literal;
  }
}
