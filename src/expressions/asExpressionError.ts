import { ExpressionError } from '../base/errors.ts';
import { Failure } from './Failure.ts';
import type { Language } from './recognise.ts';

/**
 * What is thrown to people for what was thrown inside: a failure gets its expression and place; everything else, an
 * `Interruption` above all, stays what it is. `offset` is where the expression begins in the text shown.
 */
export function asExpressionError(error: unknown, text: string, language: Language, offset: number): unknown {
  if (error instanceof Failure) {
    const position = error.position === undefined ? undefined : error.position + offset;
    return new ExpressionError(sentence(error.message, text, language), text, language, position, { cause: error });
  }
  if (error instanceof ExpressionError) {
    return new ExpressionError(sentence(error.message, text, language), text, language, error.position, {
      cause: error,
    });
  }
  // Our own stack ended: the expression, or a value it looks at, is nested too deeply.
  if (error instanceof RangeError) {
    return new ExpressionError(sentence('Nested too deeply', text, language), text, language);
  }
  return error;
}

const SHOWN_LENGTH = 200;

function sentence(message: string, text: string, language: Language): string {
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return `Can not evaluate ${language === 'yaql' ? 'YAQL' : 'Jinja'} expression [expression=${shown}, error=${message}]`;
}
