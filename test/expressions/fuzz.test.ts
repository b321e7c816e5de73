import { describe, expect, it } from 'vitest';
import { ExpressionError, LimitError } from '../../src/base/errors.ts';
import { stringifyJson, type Value } from '../../src/base/json.ts';
import { checkSyntax } from '../../src/expressions/checkSyntax.ts';
import { evaluate } from '../../src/expressions/evaluate.ts';
import { randomExpression } from '../support/fuzz/randomText.ts';
import { FUZZ, fuzz } from '../support/fuzz/rounds.ts';

const LONGEST_MS = 20_000;

/** Whoever changes it fails, because it is frozen. */
const DATA = frozen({
  ...{ a: 1, text: 'Ab, <c> & "d"\n', list: [3, 1, null, 'x', [2], { k: 'v' }], map: { one: 1, two: { three: 3 } } },
});

function frozen(value: Value): Value {
  if (value !== null && typeof value === 'object') for (const member of Object.values(value)) frozen(member as Value);
  return Object.freeze(value) as Value;
}

/** What comes of a text: its value as JSON, or the class and message of its error. */
function outcomeOf(text: string): string {
  const services = { now: () => new Date(0), random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' };
  try {
    return stringifyJson(evaluate(text, { data: DATA, services }));
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof LimitError) return `${error.name}: ${error.message}`;
    throw error;
  }
}

function namesOfTheProcess(): string {
  const holders = [globalThis, Object.prototype, Array.prototype, String.prototype, Function.prototype, Map.prototype];
  return holders.map((holder) => Object.getOwnPropertyNames(holder).join()).join('\n');
}

describe('random expressions', () => {
  it(
    'end in a value or a typed error, the same one each time, and leave nothing behind',
    () => {
      const before = namesOfTheProcess();
      fuzz((dice, seed) => {
        const text = randomExpression(dice);
        const name = `seed ${seed}: ${JSON.stringify(text)}`;
        const beginMs = performance.now();
        let first: string;
        try {
          checkSyntax(text);
          first = outcomeOf(text);
        } catch (error) {
          throw new Error(name, { cause: error });
        }
        if (outcomeOf(text) !== first) throw new Error(`${name} gives something else the second time`);
        if (performance.now() - beginMs > LONGEST_MS) throw new Error(`${name} takes too long`);
      });
      expect(namesOfTheProcess()).toBe(before);
    },
    FUZZ.timeoutMs,
  );
});
