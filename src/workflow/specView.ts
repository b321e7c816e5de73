import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { type Dictionary, dictEntries, dictGet, isDictionary } from '../expressions/values/dictionaries.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { overlay } from './values.ts';

/** What expressions see as `spec`: the definition as it is written, with what Mistral adds to it. */

export function workflowSpecView(spec: WorkflowSpec): Value {
  const tasks = dictGet(spec.source, 'tasks');
  const views = isDictionary(tasks)
    ? mappingOf(Array.from(dictEntries(tasks), ([name]) => [name, taskSpecView(spec, String(name))] as const))
    : {};
  return overlay(spec.source, { tasks: views, name: spec.name, version: '2.0' });
}

/** Null where the workflow has no such task. */
export function taskSpecView(spec: WorkflowSpec, name: string): Value {
  const tasks = dictGet(spec.source, 'tasks');
  const task = isDictionary(tasks) ? dictGet(tasks as Dictionary, name) : undefined;
  if (task === undefined) return null;
  const own = isDictionary(task) ? (task as Parameters<typeof overlay>[0]) : {};
  return overlay(own, { type: spec.type, name, version: '2.0' });
}
