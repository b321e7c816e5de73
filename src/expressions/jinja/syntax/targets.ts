import type { Expression, Signature, Target } from './ast.ts';
import type { ExpressionParser } from './ExpressionParser.ts';

/** Where a `for`, `set` or `with` puts a value: a name, or several to unpack into. */
export function parseTarget(parser: ExpressionParser, isEnd?: () => boolean): Target {
  const parsed = parser.tuple(isEnd, () => parser.stream.nested(() => parser.primary()));
  return toTarget(parser, parsed);
}

/** As above, and `namespace.attribute`, which only `set` allows. */
export function parseSetTarget(parser: ExpressionParser): Target {
  const { stream } = parser;
  if (stream.next.type !== 'operator' || stream.next.value !== '.') return parseTarget(parser);
  const { value: name, at } = stream.expect('name');
  stream.advance();
  return { kind: 'member', name, attribute: stream.expect('name').value, at };
}

/** A name that may be given to something. */
export function parseName(parser: ExpressionParser): string {
  const { value, at } = parser.stream.expect('name');
  if (/^(?:true|false|none|True|False|None)$/.test(value)) parser.stream.fail("can't assign to 'name'", at);
  return value;
}

/** The parameters of a macro or call block, in parentheses. */
export function parseSignature(parser: ExpressionParser): Signature {
  const { stream } = parser;
  const parameters: string[] = [];
  const defaults: Expression[] = [];
  stream.expect('operator', '(');
  while (!stream.isOperator(')')) {
    if (parameters.length > 0) stream.expect('operator', ',');
    parameters.push(parseName(parser));
    if (stream.skipOperator('=')) defaults.push(parser.expression());
    else if (defaults.length > 0) stream.fail('non-default argument follows default argument');
  }
  stream.expect('operator', ')');
  return { parameters, defaults };
}

function toTarget(parser: ExpressionParser, parsed: Expression): Target {
  const { kind, at } = parsed;
  if (kind === 'name') return { kind, name: parsed.name, at };
  if (kind === 'tuple') return { kind, items: parsed.items.map((item) => toTarget(parser, item)), at };
  const named = kind === 'constant' ? 'const' : kind;
  return parser.stream.fail(`can't assign to '${named}'`, at);
}
