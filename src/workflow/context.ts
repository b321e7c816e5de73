import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { type Dictionary, dictEntries, dictGet, dictOf, isDictionary } from '../expressions/values/dictionaries.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, TaskFacts, Values } from './Facts.ts';
import { namesOf, overlay } from './values.ts';

/**
 * Data flow. A value is stored once, with the task that published it; a branch's context only says which task executions to
 * look at for each variable. So a context stays small however much a workflow publishes.
 */

/** The context that a task hands on: its own, with what it has published itself on top. */
export function contextAfter(task: TaskFacts): BranchContext {
  return overlay(task.context, ownPublications(task)) as BranchContext;
}

/**
 * What a task gets that several lead to. As Mistral: the contexts of all, and what they have published themselves on top, so
 * that a fresh value beats an older one that another branch still carries.
 */
export function contextOf(tasks: readonly TaskFacts[]): BranchContext {
  return mergeContexts([...tasks.map(contextAfter), ...tasks.map(ownPublications)]);
}

function ownPublications(task: TaskFacts): BranchContext {
  return mappingOf(task.runtime.publishes.map((variable) => [variable, [task.id]])) as BranchContext;
}

/** One variable of a branch, or `undefined` where the branch has none of that name. */
export function branchVariable(draft: Draft, context: BranchContext, variable: string): Value | undefined {
  let value: Value | undefined;
  for (const taskId of publishersOf(context, variable)) {
    const next = dictGet(draft.published(taskId), variable);
    if (next === undefined) continue;
    value = value === undefined ? next : merge(value, next);
  }
  return value;
}

/** Every variable of a branch. */
export function branchVariables(draft: Draft, context: BranchContext): Values {
  return mappingOf(namesOf(context).map((name) => [name, branchVariable(draft, context, name) ?? null]));
}

/** Contexts of several branches in one: dictionaries are merged deeply, of anything else the later wins (as Mistral). */
export function mergeContexts(contexts: readonly BranchContext[]): BranchContext {
  const merged = new Map<string, readonly Id[]>();
  for (const context of contexts) {
    for (const variable of namesOf(context)) {
      const ids = publishersOf(context, variable);
      const known = (merged.get(variable) ?? []).filter((id) => !ids.includes(id));
      merged.set(variable, [...known, ...ids]);
    }
  }
  return mappingOf(merged) as BranchContext;
}

function publishersOf(context: BranchContext, variable: string): readonly Id[] {
  return (dictGet(context, variable) ?? []) as readonly Id[];
}

function merge(left: Value, right: Value): Value {
  if (!isDictionary(left) || !isDictionary(right)) return right;
  return dictOf([...dictEntries(left), ...mergedMembers(left, right)]);
}

function mergedMembers(left: Dictionary, right: Dictionary): [Value, Value][] {
  return Array.from(dictEntries(right), ([key, value]) => {
    const before = dictGet(left, key);
    return [key, before === undefined ? value : merge(before, value)];
  });
}
