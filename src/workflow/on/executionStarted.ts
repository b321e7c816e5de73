import type { Draft } from '../Draft.ts';
import { evaluateMapping } from '../evaluateMapping.ts';
import { numberOf } from '../policyValue.ts';
import { satisfiedTasks } from '../reverse.ts';
import { scopeOf } from '../scope.ts';

/** An execution begins: workflow variables are evaluated, and every task is started that nothing comes before. */
export function executionStarted(draft: Draft): void {
  const { vars, startTasks, type, timeoutSeconds } = draft.facts.spec;
  if (draft.execution.state !== 'IDLE') return;
  draft.setExecution({ state: 'RUNNING', stateInfo: null });
  if (vars) draft.setExecution({ context: evaluateMapping(vars, scopeOf(draft, {})) });
  const seconds = numberOf('timeout', timeoutSeconds, scopeOf(draft, {}));
  if (seconds > 0) draft.command({ kind: 'setTimeLimit', seconds });
  const steps =
    type === 'reverse' ? satisfiedTasks(draft) : startTasks.map((target) => ({ target, trigger: null, message: null }));
  for (const step of steps) draft.plan({ kind: 'step', step });
}
