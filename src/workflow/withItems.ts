import { InputError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { type Dictionary, dictKeys, isDictionary } from '../expressions/values/dictionaries.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import type { Values } from './Facts.ts';

/** The variables of each item. As Mistral: texts give their characters, dictionaries their keys; lists are iterated in step. */
export function evaluateItems(spec: TaskSpec, scope: Scope): readonly Values[] {
  const lists = (spec.withItems ?? []).map(
    ({ variable, items }) => [variable, listOf(variable, evaluate(items, scope))] as const,
  );
  const lengths = new Set(lists.map(([, list]) => list.length));
  if (lengths.size > 1) throw new InputError("The lists of 'with-items' have to be of the same length.");
  const [count = 0] = lengths;
  return Array.from({ length: count }, (_, index) =>
    mappingOf(lists.map(([variable, list]) => [variable, list[index] as Value])),
  );
}

function listOf(variable: string, items: Value): readonly Value[] {
  if (Array.isArray(items)) return items as readonly Value[];
  if (typeof items === 'string') return [...items];
  if (isDictionary(items)) return [...dictKeys(items as Dictionary)];
  throw new InputError(`'${variable}' of 'with-items' has to be a list.`);
}

/** The items that are to run now, as far as `concurrency` allows; counts them as started. */
export function nextIndexes(draft: Draft, taskId: Id): readonly number[] {
  const { runtime } = draft.task(taskId);
  const { items, concurrency, open, rerun } = runtime;
  if (!items) return [];
  const room = concurrency > 0 ? Math.max(0, concurrency - open) : items.count;
  const again = rerun.slice(0, room);
  const started = Math.min(items.count, items.started + room - again.length);
  const fresh = Array.from({ length: started - items.started }, (_, index) => items.started + index);
  draft.setTaskRuntime(taskId, { rerun: rerun.slice(again.length), items: { ...items, started } });
  return [...again, ...fresh];
}

/** Whether there are items that have not been started. */
export function hasMoreItems(draft: Draft, taskId: Id): boolean {
  const { items, rerun } = draft.task(taskId).runtime;
  return items !== null && (rerun.length > 0 || items.started < items.count);
}
