import { ExpressionError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import type { Limits } from '../Limits.ts';
import type { Scope } from '../Scope.ts';
import { refuseLarger } from '../values/measure.ts';
import { evaluate } from './evaluation/expressions.ts';
import { Frame } from './evaluation/Frame.ts';
import { Renderer } from './evaluation/Renderer.ts';
import { FILTERS } from './filters/table.ts';
import { METHODS } from './methods/table.ts';
import { Run } from './runtime/Run.ts';
import { toValue } from './runtime/toValue.ts';
import type { Expression } from './syntax/ast.ts';
import { parseTemplate } from './syntax/parse.ts';
import { TemplateSyntaxError } from './syntax/TemplateSyntaxError.ts';
import { hasJinja, readTemplate } from './templates.ts';
import { TESTS } from './tests.ts';
import { Undefined } from './things/Undefined.ts';

const LIBRARY = { filters: FILTERS, tests: TESTS, methods: METHODS };

/**
 * Evaluates a string with `{{ }}` or `{% %}` in it. A string that is exactly one `{{ }}` gives the value itself, any other gives
 * text, and one without either is given back as it is. Throws `ExpressionError` (or `LimitError`); an `Interruption` passes through.
 */
export function evaluateJinja(text: string, scope: Scope, limits: Limits): Value {
  const run = new Run(scope, limits, LIBRARY);
  try {
    const template = readTemplate(text);
    if (template.kind === 'literal') return text;
    if (template.kind === 'template') return new Renderer(run).template(template.body);
    return valueOf(run, template.expression);
  } catch (error) {
    throw explained(error, text, run);
  }
}

/** The syntax problems of a string, at most one, because nothing after it can be told apart. Offsets count characters. */
export function checkJinja(text: string): { message: string; offset: number }[] {
  if (!hasJinja(text)) return [];
  try {
    parseTemplate(text);
    return [];
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return [{ message: error.message, offset: error.at }];
    throw error;
  }
}

function valueOf(run: Run, expression: Expression): Value {
  const thing = evaluate(run, expression, new Frame());
  run.at = expression.at;
  if (thing instanceof Undefined) run.text(thing);
  const value = toValue(run, thing);
  // What was picked out of the data is there already, whatever its size.
  if ((value as unknown) !== thing) refuseLarger(value, run.budget.limits.resultBytes);
  return value;
}

function explained(error: unknown, text: string, run: Run): unknown {
  if (error instanceof TemplateSyntaxError) return new ExpressionError(error.message, text, 'jinja', error.at);
  if (error instanceof Failure) return new ExpressionError(error.message, text, 'jinja', error.position ?? run.at);
  // The stack ended before our own limits did.
  if (error instanceof RangeError) return new ExpressionError('Nested too deeply', text, 'jinja', run.at);
  return error;
}
