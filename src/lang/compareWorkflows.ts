import { keyText, type Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import { dictEntries, dictGet, isDictionary } from '../expressions/values/dictionaries.ts';
import { valuesEqual } from '../expressions/values/equality.ts';
import type { WorkflowSpec } from './WorkflowSpec.ts';

/** What is different between two texts of a workflow, as they are written: comments, layout and the order of keys mean nothing. */
export interface WorkflowChanges {
  /** Keys of the workflow itself, such as `input` and `task-defaults`, in the order of the later text. */
  readonly keys: readonly string[];
  /** In the order of the later text, what is gone last. */
  readonly tasks: readonly TaskChange[];
}

export interface TaskChange {
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Of one that has changed: the keys that are different, added or gone. */
  readonly keys: readonly string[];
}

export function compareWorkflows(before: WorkflowSpec, after: WorkflowSpec): WorkflowChanges {
  const keys = differentKeys(before.source, after.source).filter((key) => key !== 'tasks');
  const [earlier, later] = [tasksOf(before), tasksOf(after)];
  const tasks = differentKeys(earlier, later).map((name): TaskChange => {
    const [old, now] = [dictGet(earlier, name), dictGet(later, name)];
    if (old === undefined) return { name, kind: 'added', keys: [] };
    if (now === undefined) return { name, kind: 'removed', keys: [] };
    return { name, kind: 'changed', keys: differentKeys(membersOf(old), membersOf(now)) };
  });
  return { keys, tasks };
}

function tasksOf({ source }: WorkflowSpec): Mapping {
  return membersOf(dictGet(source, 'tasks') ?? null);
}

/** A task that says nothing may be written as null. */
function membersOf(value: Value): Mapping {
  return isDictionary(value) ? (value as Mapping) : {};
}

/** Those of the later in its order, then those that are gone. */
function differentKeys(before: Mapping, after: Mapping): string[] {
  const keys = new Set([...dictEntries(after), ...dictEntries(before)].map(([key]) => key));
  const differs = (key: Value) => {
    const [old, now] = [dictGet(before, key), dictGet(after, key)];
    return old === undefined || now === undefined || !valuesEqual(old, now);
  };
  return [...keys].filter(differs).map(keyText);
}
