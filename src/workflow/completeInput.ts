import { InputError } from '../base/errors.ts';
import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { dictHas } from '../expressions/values/dictionaries.ts';
import type { InputSpec } from '../lang/WorkflowSpec.ts';
import type { Values } from './Facts.ts';
import { namesOf, overlay } from './values.ts';

/** What is given for parameters, with defaults for what is absent, and the names that do not fit. */
export interface CompletedInput {
  readonly input: Values;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Puts what is given and the defaults together. As Mistral, expressions in defaults stay text. */
export function inputNames(parameters: readonly InputSpec[], given: Values): CompletedInput {
  const known = new Set(parameters.map(({ name }) => name));
  const absent = parameters.filter(({ name }) => !dictHas(given, name));
  const defaults = absent.filter(({ hasDefault }) => hasDefault);
  return {
    input: overlay(given, mappingOf(defaults.map(({ name, default: value }) => [name, (value ?? null) as Value]))),
    missing: absent.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name),
    unexpected: namesOf(given).filter((name) => !known.has(name)),
  };
}

/** The input of a workflow. Throws `InputError` for names that are missing or unexpected (as Mistral). */
export function completeInput(workflow: string, parameters: readonly InputSpec[], given: Values): Values {
  const { input, missing, unexpected } = inputNames(parameters, given);
  if (missing.length === 0 && unexpected.length === 0) return input;
  const parts = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    unexpected.length > 0 ? `unexpected: ${unexpected.join(', ')}` : '',
  ].filter(Boolean);
  throw new InputError(`Invalid input for workflow '${workflow}' [${parts.join('; ')}].`, { missing, unexpected });
}
