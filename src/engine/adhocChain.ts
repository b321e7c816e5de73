import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { EngineParts, NameScope } from './EngineParts.ts';

/**
 * The ad-hoc actions from the one of a name down to the one that stands on an action of a plugin, by name. Where there is no
 * such end, those that there are, each once.
 */
export async function adhocChain(
  parts: Pick<EngineParts, 'hasAction' | 'adhocAction'>,
  name: string,
  scope: NameScope,
): Promise<ReadonlyMap<string, AdhocActionSpec>> {
  const chain = new Map<string, AdhocActionSpec>();
  for (let next = name; !parts.hasAction(next) && !chain.has(next); ) {
    const spec = await parts.adhocAction(next, scope);
    if (!spec) break;
    chain.set(next, spec);
    next = spec.base;
  }
  return chain;
}
