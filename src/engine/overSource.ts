import { parseJson, type Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { namedValues } from '../base/namedValues.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type { Values } from '../workflow/Facts.ts';
import { overlay } from '../workflow/values.ts';

/** What is given for a start, or comes from the execution it is started from. */
export interface Given {
  readonly input: Values;
  readonly params: Values;
  readonly description: string | null;
}

/**
 * What is given over what an earlier execution was given. As Mistral: values of the same name replace, those of the environment
 * one by one. The environment of the earlier one has been evaluated, so it is not once more unless something is put into it.
 */
export function overSource(source: ExecutionRow, { input, params, description }: Given): Given {
  const before = parseJson(source.params) as Values;
  return {
    input: overlay(parseJson(source.input) as Values, input),
    params: overlay(before, params, environmentOver(envOf(before), envOf(params))),
    description: description ?? source.description,
  };
}

const envOf = (params: Values): Value | undefined => namedValues(params)?.env;

function environmentOver(before: Value | undefined, env: Value | undefined): Values {
  if (env === undefined) return mappingOf([['evaluate_env', false]]);
  const isMerged = before !== undefined && namedValues(before) !== undefined && namedValues(env) !== undefined;
  return isMerged ? mappingOf([['env', overlay(before as Values, env as Values)]]) : {};
}
