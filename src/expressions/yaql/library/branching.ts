import { isTruthy } from '../../values/truth.ts';
import type { Inner } from '../inner/Inner.ts';
import { int, type Lambda, lambda, rule } from '../kinds.ts';
import { asFunction, asMethod, one, rest, takingRules } from '../Overload.ts';

export const branching = [
  takingRules(
    asFunction('switch', [rest('args', rule)], (_, rules) => {
      for (const { source, destination } of rules) if (isTruthy(source())) return destination();
      return null;
    }),
  ),
  asFunction('selectCase', [rest('args', lambda)], (_, conditions) => {
    const index = conditions.findIndex((condition) => isTruthy(condition()));
    return index < 0 ? conditions.length : index;
  }),
  asFunction('selectAllCases', [rest('args', lambda)], (call, conditions) => call.stream(trueOnes(conditions))),
  asFunction('examine', [rest('args', lambda)], (call, conditions) => call.stream(truths(conditions))),
  asMethod('switchCase', [one('case', int), rest('args', lambda)], (_, index, cases) => {
    const chosen = index >= 0 && index < cases.length ? cases[Number(index)] : cases.at(-1);
    return chosen ? chosen() : null;
  }),
  asFunction('coalesce', [rest('args', lambda)], (_, values) => {
    for (const evaluate of values) {
      const value = evaluate();
      if (value !== null) return value;
    }
    return null;
  }),
];

function* trueOnes(conditions: readonly Lambda[]): Generator<Inner> {
  for (const [index, condition] of conditions.entries()) if (isTruthy(condition())) yield index;
}

function* truths(conditions: readonly Lambda[]): Generator<Inner> {
  for (const condition of conditions) yield isTruthy(condition());
}
