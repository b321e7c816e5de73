import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/lang/graph/graphOf.ts';
import { parseActions, parseWorkbook, parseWorkflows } from '../../src/lang/parse.ts';
import { randomDefinition } from '../support/fuzz/randomText.ts';
import { FUZZ, fuzz } from '../support/fuzz/rounds.ts';

describe('random definitions', () => {
  it(
    'give specs or problems with a place in the text, and never throw',
    () => {
      const before = Object.getOwnPropertyNames(Object.prototype);
      fuzz((dice, seed) => {
        const text = randomDefinition(dice);
        const lines = text.split(/\r\n?|[\n\x85\u2028\u2029]/).length;
        try {
          for (const parse of [parseWorkflows, parseWorkbook, parseActions]) {
            const { value, problems } = parse(text);
            const hasErrors = problems.some(({ severity }) => severity === 'ERROR');
            if (hasErrors !== (value === undefined)) throw new Error('a value beside errors, or neither');
            if (problems.some(({ line, column }) => line < 1 || line > lines || column < 1))
              throw new Error('no place');
          }
          for (const { spec } of parseWorkflows(text).value?.workflows ?? []) graphOf(spec);
        } catch (error) {
          throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
        }
      });
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    },
    FUZZ.timeoutMs,
  );
});
