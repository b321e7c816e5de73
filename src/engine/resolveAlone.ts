import type { Id } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { Values } from '../workflow/Facts.ts';
import { type ResolvedAction, resolveAction } from '../workflow/resolveAction.ts';
import { adhocChain } from './adhocChain.ts';
import { assertSize } from './assertSizes.ts';
import type { EngineParts } from './EngineParts.ts';
import { surroundingsOf } from './surroundingsOf.ts';

/** An action that somebody asks to run without a workflow. */
export interface ActionAsked {
  readonly projectId: Id;
  /** Of a plugin, or of a definition. */
  readonly name: string;
  /** Where the names of definitions count. */
  readonly namespace: string;
  /** As Mistral: expressions in it stay text. */
  readonly input: Values;
  /** The executor or the group of executors that is to run it; `null` is any. */
  readonly target: string | null;
  /** Seconds; `null` is no limit. */
  readonly timeoutSeconds: number | null;
}

/** The same, with the action of a plugin that it comes to. */
export interface LoneAction extends ActionAsked {
  readonly resolved: ResolvedAction;
}

/** Throws `NotFoundError`, `InputError`, `ExpressionError` or `LimitError` where it cannot be run. Stores nothing. */
export async function resolveAlone(parts: EngineParts, asked: ActionAsked): Promise<LoneAction> {
  assertSize('The input', stringifyJson(asked.input));
  const chain = await adhocChain(parts, asked.name, asked);
  const { now, newUuid, random, hasAction, actionProblem } = surroundingsOf(parts);
  const sources = {
    hasAction,
    actionProblem,
    adhocAction: (name: string) => chain.get(name) ?? null,
    // As Mistral: there is an environment, and nothing in it.
    services: { env: () => ({}), now: () => now, uuid: newUuid, random },
  };
  const resolved = resolveAction(sources, asked.name, asked.input);
  return { ...asked, target: parts.isInstant(resolved.action) ? null : asked.target, resolved };
}
