import type { Body, Expression } from './ast.ts';
import { ExpressionParser } from './ExpressionParser.ts';
import { tokenizeExpression, tokenizeTemplate } from './lexer.ts';
import { StatementParser } from './StatementParser.ts';
import { TokenStream } from './TokenStream.ts';

/** Parses a whole template; throws `TemplateSyntaxError`. */
export function parseTemplate(text: string): Body {
  return new StatementParser(new ExpressionParser(new TokenStream(tokenizeTemplate(text)))).template();
}

/** Parses what stands between the braces of a string that is one `{{ }}`. `offset` is where that begins in the string. */
export function parseExpression(text: string, offset: number): Expression {
  const stream = new TokenStream(tokenizeExpression(text, offset));
  const expression = new ExpressionParser(stream).expression();
  if (stream.current.type !== 'end') stream.fail('chunk after expression');
  return expression;
}
