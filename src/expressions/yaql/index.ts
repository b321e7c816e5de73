import type { Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import type { Scope } from '../Scope.ts';
import { Evaluation } from './Evaluation.ts';
import type { Inner } from './inner/Inner.ts';
import { storedValue, textOfResult } from './outcome.ts';
import { parse } from './parse.ts';
import { parsed } from './parsed.ts';

/** The value of a YAQL expression (what stands between `<%` and `%>`). Throws `Failure`. */
export function evaluateYaql(expression: string, scope: Scope, budget: Budget): Value {
  return run(expression, scope, budget, storedValue);
}

/** The value of a YAQL expression as text around it shows it: the Python way. Throws `Failure`. */
export function showYaql(expression: string, scope: Scope, budget: Budget): string {
  return run(expression, scope, budget, textOfResult);
}

/** What is wrong with the text of a YAQL expression, if anything. */
export function checkYaql(expression: string): Failure | undefined {
  try {
    parse(expression);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function run<T>(expression: string, scope: Scope, budget: Budget, finish: (inner: Inner, budget: Budget) => T): T {
  const evaluation = new Evaluation(scope, budget);
  try {
    return finish(evaluation.run(parsed(expression)), budget);
  } catch (error) {
    if (error instanceof Failure && error.position === undefined) throw new Failure(error.message, evaluation.at);
    throw error;
  }
}
