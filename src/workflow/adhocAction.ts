import { InputError } from '../base/errors.ts';
import type { Value } from '../base/json.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Services } from '../expressions/Scope.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { inputNames } from './completeInput.ts';
import type { Surroundings } from './Draft.ts';
import type { Values } from './Facts.ts';

/** What an ad-hoc action asks of the action it stands on. As Mistral: without `base-input` nothing is passed on. */
export function baseOf(
  spec: AdhocActionSpec,
  given: Values,
  services: Services,
): { readonly action: string; readonly input: Values } {
  const { input } = inputNames(spec.input, given);
  return { action: spec.base, input: evaluate(spec.baseInput, { data: input as Value, services }) as Values };
}

/** What is wrong with the names in the input of an ad-hoc action, or null. */
export function inputProblem(name: string, spec: AdhocActionSpec, given: Values): InputError | null {
  const { missing, unexpected } = inputNames(spec.input, given);
  if (missing.length === 0 && unexpected.length === 0) return null;
  const list = (names: readonly string[]) => `[${names.map((each) => `'${each}'`).join(', ')}]`;
  const parts = [
    missing.length > 0 ? `missing=${list(missing)}` : '',
    unexpected.length > 0 ? `unexpected=${list(unexpected)}` : '',
  ].filter(Boolean);
  return new InputError(`Invalid input [name=${name}, ${parts.join(', ')}]`, { missing, unexpected });
}

/** What an ad-hoc action makes of the result of the action it stands on, which is `$` in its `output`. */
export function outputOf(
  spec: AdhocActionSpec,
  result: Value,
  { now, newUuid, random }: Pick<Surroundings, 'now' | 'newUuid' | 'random'>,
): Value {
  if (spec.output === undefined) return result;
  return evaluate(spec.output, { data: result, services: { now: () => now, uuid: newUuid, random } });
}
