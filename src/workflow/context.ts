import type { Id } from '../base/ids.ts';
import { Dict, setOwn, type Value } from '../base/json.ts';
import { isDictionary } from '../expressions/values/dictionaries.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, TaskFacts, Values } from './Facts.ts';

/**
 * Data flow. A value is stored once, with the task that published it; a branch's context only says which task executions to
 * look at for each variable. So a context stays small however much a workflow publishes.
 */

/** The context that a task hands on: its own, with what it has published itself on top. */
export function contextAfter(task: TaskFacts): BranchContext {
  const published = Object.keys(task.published ?? {});
  if (published.length === 0) return task.context;
  const context: Record<string, readonly Id[]> = { ...task.context };
  for (const variable of published) setOwn(context, variable, [task.id]);
  return context;
}

/** One variable of a branch, or `undefined` where the branch has none of that name. */
export function branchVariable(draft: Draft, context: BranchContext, variable: string): Value | undefined {
  if (!Object.hasOwn(context, variable)) return undefined;
  let value: Value | undefined;
  for (const taskId of context[variable] ?? []) {
    const published = draft.published(taskId);
    if (!Object.hasOwn(published, variable)) continue;
    const next = published[variable] as Value;
    value = value === undefined ? next : merge(value, next);
  }
  return value;
}

/** Contexts of several branches in one: dictionaries are merged deeply, of anything else the later wins (as Mistral). */
export function mergeContexts(contexts: readonly BranchContext[]): BranchContext {
  const merged: Record<string, readonly Id[]> = {};
  for (const context of contexts) {
    for (const [variable, ids] of Object.entries(context)) {
      const known = Object.hasOwn(merged, variable) ? (merged[variable] ?? []) : [];
      setOwn(merged, variable, [...known.filter((id) => !ids.includes(id)), ...ids]);
    }
  }
  return merged;
}

function merge(left: Value, right: Value): Value {
  if (!isPlain(left) || !isPlain(right)) return right;
  const merged: Record<string, Value> = {};
  for (const [key, value] of Object.entries(left)) setOwn(merged, key, value);
  for (const [key, value] of Object.entries(right)) {
    setOwn(merged, key, Object.hasOwn(merged, key) ? merge(merged[key] as Value, value) : value);
  }
  return merged;
}

function isPlain(value: Value): value is Values {
  return isDictionary(value) && !(value instanceof Dict);
}
