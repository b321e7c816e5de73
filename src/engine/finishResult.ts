import { messageOf } from '../base/errors.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { ResultRow } from '../persistence/TurnStore.ts';
import { outputOf } from '../workflow/adhocAction.ts';
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
    for (const spec of (await chainOf(parts, name, scope)).reverse())
      value = outputOf(spec, value, surroundingsOf(parts));
    return { result: { ...result, output: stringifyJson(value) } };
  } catch (error) {
    const problem = `Failed to evaluate the output of action '${name}': ${messageOf(error)}`;
    return { result: { ...result, state: 'ERROR', state_info: problem, output: stringifyJson(problem) }, problem };
  }
}

/** The ad-hoc actions from the one that a task names down to the one that stands on an action of a plugin. */
async function chainOf(parts: EngineParts, name: string, scope: NameScope): Promise<AdhocActionSpec[]> {
  const chain: AdhocActionSpec[] = [];
  for (let next = name; !parts.hasAction(next); ) {
    const spec = await parts.adhocAction(next, scope);
    if (!spec || chain.includes(spec)) break;
    chain.push(spec);
    next = spec.base;
  }
  return chain;
}
