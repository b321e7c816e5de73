import type { Arguments, Expression } from './ast.ts';
import type { ExpressionParser } from './ExpressionParser.ts';

interface Collected {
  positional: Expression[];
  keywords: [string, Expression][];
  spread?: Expression;
  spreadKeywords?: Expression;
}

/** What stands in parentheses behind a callee, a filter or a test; nothing where there are none. */
export function parseArguments(parser: ExpressionParser): Arguments {
  const { stream } = parser;
  const collected: Collected = { positional: [], keywords: [] };
  const { at } = stream;
  if (!stream.skipOperator('(')) return collected;
  while (!stream.isOperator(')')) {
    if (!parseOne(parser, collected)) stream.fail('invalid syntax for function call expression', at);
    if (!stream.isOperator(')')) stream.expect('operator', ',');
  }
  stream.expect('operator', ')');
  return collected;
}

/** False where the order is wrong: positional, keywords, `*`, `**`. */
function parseOne(parser: ExpressionParser, collected: Collected): boolean {
  const { stream } = parser;
  if (stream.skipOperator('*')) {
    if (collected.spread || collected.spreadKeywords) return false;
    collected.spread = parser.expression();
  } else if (stream.skipOperator('**')) {
    if (collected.spreadKeywords) return false;
    collected.spreadKeywords = parser.expression();
  } else if (stream.current.type === 'name' && stream.next.type === 'operator' && stream.next.value === '=') {
    if (collected.spreadKeywords) return false;
    const name = stream.advance().value;
    stream.advance();
    collected.keywords.push([name, parser.expression()]);
  } else {
    if (collected.spread || collected.spreadKeywords || collected.keywords.length > 0) return false;
    collected.positional.push(parser.expression());
  }
  return true;
}
