import { messageOf } from '../base/errors.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { ResultRow } from '../persistence/TurnStore.ts';
import { outputOf } from '../workflow/adhocAction.ts';
import type { EngineParts, NameScope } from './EngineParts.ts';
import { surroundingsOf } from './surroundingsOf.ts';

/**
 * What an ad-hoc action makes of the result of the action it stands on. As Mistral: of a failure nothing. Where its `output`
 * cannot be evaluated, the result is that error.
 */
export async function finishResult(
  parts: EngineParts,
  result: ResultRow,
  { name, ...scope }: NameScope & { readonly name: string },
): Promise<ResultRow> {
  if (result.state !== 'SUCCESS') return result;
  try {
    let value = parseJson(result.output);
    for (const spec of (await chainOf(parts, name, scope)).reverse())
      value = outputOf(spec, value, surroundingsOf(parts));
    return { ...result, output: stringifyJson(value) };
  } catch (error) {
    const reason = `Failed to evaluate the output of action '${name}': ${messageOf(error)}`;
    return { ...result, state: 'ERROR', state_info: reason, output: stringifyJson(reason) };
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
