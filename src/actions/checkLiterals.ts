import type { Value } from '../base/json.ts';
import type { Action } from './Action.ts';
import { checkNames, type InputProblem, parsePlain, plainFor } from './input.ts';
import type { z } from './sdk.ts';

/** An input as far as a definition tells it: a value, or `undefined` where only a run will. */
export type LiteralInput = ReadonlyMap<string, Value | undefined>;

/**
 * What is certain to be wrong with an input before anything runs, if nobody adds to it: names, and the values that are known,
 * each by itself. Conditions on several values together are left to the run, which knows them all.
 */
export function checkLiterals({ definition: { input: schema } }: Action, input: LiteralInput): readonly InputProblem[] {
  const wrong = [...input].flatMap(([name, value]) => {
    const own = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined;
    return own === undefined || value === undefined ? [] : wrongIn(own, name, value);
  });
  return [...checkNames(schema, input), ...wrong];
}

function wrongIn(schema: z.ZodType, name: string, value: Value): InputProblem[] {
  return parsePlain(schema, plainFor(schema, value)).problems.map(({ path, message }) => {
    return { kind: 'wrong', name, path: [name, ...path], message };
  });
}
