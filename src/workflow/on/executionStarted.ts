import type { Draft } from '../Draft.ts';
import { evaluateMapping } from '../evaluateMapping.ts';
import { scopeOf } from '../scope.ts';
import { startTask } from '../startTask.ts';

/** An execution begins: workflow variables are evaluated, and every task nobody names is started. */
export function executionStarted(draft: Draft): void {
  const { vars, startTasks } = draft.facts.spec;
  draft.setExecution({ state: 'RUNNING' });
  if (vars) draft.setExecution({ context: evaluateMapping(vars, scopeOf(draft, {})) });
  for (const name of startTasks) startTask(draft, name, {}, null);
}
