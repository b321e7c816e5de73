import type { Budget } from '../Limits.ts';
import type { Scope } from '../Scope.ts';
import type { Context } from './Context.ts';
import type { Absent, Inner } from './inner/Inner.ts';
import type { Node } from './nodes.ts';

/** What evaluates, as functions of the library see it. */
export interface Evaluator {
  readonly budget: Budget;
  readonly scope: Scope;
  evaluate(node: Node, context: Context): Inner;
  evaluateNested(node: Node, context: Context): Inner;
  invoke(
    name: string,
    context: Context,
    given: readonly Inner[],
    receiver: Inner | Absent,
    at?: number,
    named?: ReadonlyMap<string, Inner>,
  ): Inner;
  operate(operator: string, left: Inner, right: Inner, context: Context, at?: number): Inner;
  equals(left: Inner, right: Inner): boolean;
}
