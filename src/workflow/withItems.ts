import { InputError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { type Dictionary, dictKeys, isDictionary } from '../expressions/values/dictionaries.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, TaskRuntime, Values } from './Facts.ts';

/** What a task is to do something with. */
export interface Items {
  readonly count: number;
  /** Its variables in the place of one of them. */
  variables(index: number): Values;
}

/** The items of a task. As Mistral: texts give their characters, dictionaries their keys; lists are iterated in step. */
export function evaluateItems(spec: TaskSpec, scope: Scope): Items {
  const lists = (spec.withItems ?? []).map(
    ({ variable, items }) => [variable, listOf(variable, evaluate(items, scope))] as const,
  );
  const lengths = new Set(lists.map(([, list]) => list.length));
  if (lengths.size > 1) throw new InputError("The lists of 'with-items' have to be of the same length.");
  const [count = 0] = lengths;
  return {
    count,
    variables: (index) => mappingOf(lists.map(([variable, list]) => [variable, list[index] as Value])),
  };
}

function listOf(variable: string, items: Value): readonly Value[] {
  if (Array.isArray(items)) return items as readonly Value[];
  if (typeof items === 'string') return [...items];
  if (isDictionary(items)) return [...dictKeys(items as Dictionary)];
  throw new InputError(`'${variable}' of 'with-items' has to be a list.`);
}

/** Items that are to run now, and what the task then remembers of its items. */
interface NextItems {
  readonly indexes: readonly number[];
  readonly runtime: Pick<TaskRuntime, 'items' | 'rerun'>;
}

/** The items of `count` that are to run now, as far as `concurrency` allows. */
export function nextItems({ items, concurrency, open, rerun }: TaskRuntime, count: number): NextItems {
  const before = items?.started ?? 0;
  const room = concurrency > 0 ? Math.max(0, concurrency - open) : Math.max(count, rerun.length);
  const again = rerun.slice(0, room);
  const started = Math.max(before, Math.min(count, before + room - again.length));
  const fresh = Array.from({ length: started - before }, (_, index) => before + index);
  return { indexes: [...again, ...fresh], runtime: { rerun: rerun.slice(again.length), items: { count, started } } };
}

/** Whether there are items that have not been started. */
export function hasMoreItems(draft: Draft, taskId: Id): boolean {
  const { items, rerun } = draft.task(taskId).runtime;
  return items !== null && (rerun.length > 0 || items.started < items.count);
}

/** Ends a task with its last item. As Mistral: a cancelled item ends it at once, a failed one only makes it fail in the end. */
export function completeItems(draft: Draft, { id: taskId, runtime }: TaskFacts): void {
  if (runtime.cancelled > 0) return draft.planEnd(taskId, 'CANCELLED', 'One or more actions was cancelled.');
  if (runtime.failed > 0) return draft.planEnd(taskId, 'ERROR', 'One or more actions had failed.');
  draft.planEnd(taskId, 'SUCCESS', null);
}
