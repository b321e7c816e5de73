import type { Arguments, Expression } from './ast.ts';
import type { TokenStream } from './TokenStream.ts';

interface Collected {
  positional: Expression[];
  keywords: [string, Expression][];
  spread?: Expression;
  spreadKeywords?: Expression;
}

/** What stands in parentheses behind a callee, a filter or a test; nothing where there are none. */
export function parseArguments(stream: TokenStream, parse: () => Expression): Arguments {
  const collected: Collected = { positional: [], keywords: [] };
  const { at } = stream;
  if (!stream.skipOperator('(')) return collected;
  while (!stream.isOperator(')')) {
    if (!parseOne(stream, parse, collected)) stream.fail('invalid syntax for function call expression', at);
    if (!stream.isOperator(')')) stream.expect('operator', ',');
  }
  stream.expect('operator', ')');
  return collected;
}

/** False where the order is wrong: positional, keywords, `*`, `**`. */
function parseOne(stream: TokenStream, parse: () => Expression, collected: Collected): boolean {
  if (stream.skipOperator('*')) {
    if (collected.spread || collected.spreadKeywords) return false;
    collected.spread = parse();
  } else if (stream.skipOperator('**')) {
    if (collected.spreadKeywords) return false;
    collected.spreadKeywords = parse();
  } else if (stream.current.type === 'name' && stream.next.type === 'operator' && stream.next.value === '=') {
    if (collected.spreadKeywords) return false;
    const name = stream.advance().value;
    stream.advance();
    collected.keywords.push([name, parse()]);
  } else {
    if (collected.spread || collected.spreadKeywords || collected.keywords.length > 0) return false;
    collected.positional.push(parse());
  }
  return true;
}
