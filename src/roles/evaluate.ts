import { systemClock } from '../base/clock.ts';
import { newUuid } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import { readEvalRequest } from '../cli/EvalRequest.ts';
import { evaluateBatch } from '../cli/evaluateBatch.ts';
import { evaluateOne } from '../cli/evaluateOne.ts';
import { holdsExpression } from '../lang/expressionSyntax.ts';
import { evaluateAlone } from '../workflow/evaluateAlone.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { writerTo } from './writerTo.ts';

/** `tramontane eval`: evaluates as a service would, without one. */
export function evaluate(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const { stdin, stdout, stderr } = process;
    const request = readEvalRequest(args, { isTerminal: stdin.isTTY, closest });
    const surroundings = {
      stdin,
      output: writerTo(stdout),
      people: stderr,
      evaluate: (template: Value, data: Value) =>
        evaluateAlone(template, data, { now: systemClock.now(), newUuid, random: Math.random }),
      holdsExpression,
    };
    return request.isBatch ? evaluateBatch(surroundings) : evaluateOne(request, surroundings);
  });
}
