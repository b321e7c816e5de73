import type { Id } from '../base/ids.ts';
import type { PublishSpec, TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import { evaluateMapping } from './evaluateMapping.ts';
import type { State } from './State.ts';
import { scopeOf } from './scope.ts';
import { namesOf, overlay } from './values.ts';

/**
 * Evaluates what a task publishes and keeps it with the task. Every expression sees the values from before.
 *
 * As Mistral: what the clause of the outcome publishes gives way to `on-complete`, and both to the task's own `publish`.
 */
export function publish(draft: Draft, spec: TaskSpec, taskId: Id, state: State): void {
  const sources = publications(spec, state);
  if (sources.length === 0) return;
  const task = draft.task(taskId);
  const scope = scopeOf(draft, task.context, task);
  const branch = overlay(...sources.map((source) => evaluateMapping(source.branch ?? {}, scope)));
  const global = overlay(...sources.map((source) => evaluateMapping(source.global ?? {}, scope)));
  const hasGlobal = namesOf(global).length > 0;
  draft.patchTask(taskId, { published: branch, publishedGlobal: hasGlobal ? global : null });
  draft.setTaskRuntime(taskId, { publishes: namesOf(branch) });
  if (hasGlobal) draft.setExecution({ context: overlay(draft.execution.context, global) });
}

function publications(spec: TaskSpec, state: State): readonly PublishSpec[] {
  return sourcesOf(spec, state).filter((source) => source !== undefined);
}

function sourcesOf(spec: TaskSpec, state: State): readonly (PublishSpec | undefined)[] {
  switch (state) {
    case 'SUCCESS':
      return [spec.onSuccess?.publish, spec.onComplete?.publish, spec.publish];
    case 'ERROR':
      return [spec.onError?.publish, spec.onComplete?.publish, spec.publishOnError];
    case 'SKIPPED':
      return [spec.onSkip?.publish, spec.publishOnSkip];
    default:
      return [];
  }
}
