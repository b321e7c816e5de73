import { messageOf } from '../base/errors.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { ResultRow } from '../persistence/TurnStore.ts';
import { outputOf } from '../workflow/adhocAction.ts';
import { adhocChain } from './adhocChain.ts';
import type { EngineParts, NameScope } from './EngineParts.ts';
import { surroundingsOf } from './surroundingsOf.ts';

/**
 * What an ad-hoc action makes of the result of the action it stands on. As Mistral: of a failure nothing. An `output` that
 * cannot be evaluated is a problem of the definition, and ends the whole execution.
 */
export async function finishResult(
  parts: EngineParts,
  result: ResultRow,
  { name, ...scope }: NameScope & { readonly name: string },
): Promise<{ readonly result: ResultRow; readonly problem?: string }> {
  if (result.state !== 'SUCCESS') return { result };
  try {
    let value = parseJson(result.output);
    const chain = await adhocChain(parts, name, scope);
    for (const spec of [...chain.values()].reverse()) value = outputOf(spec, value, surroundingsOf(parts));
    return { result: { ...result, output: stringifyJson(value) } };
  } catch (error) {
    const problem = `Failed to evaluate the output of action '${name}': ${messageOf(error)}`;
    return { result: { ...result, state: 'ERROR', state_info: problem, output: stringifyJson(problem) }, problem };
  }
}
