import type { LiteralInput } from '../actions/checkLiterals.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { holdsExpression } from '../lang/expressionSyntax.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { Definition } from './Definition.ts';
import { literalInput } from './literalInput.ts';

/** An action that a definition names, and what it gives it. */
export interface Call {
  readonly action: string;
  readonly input: LiteralInput;
  /** Whether the environment of a run may add to the input. */
  readonly mayGetMore: boolean;
  /** Where it is called, and the keys there of the input and of the name, beside which parameters may stand. */
  readonly path: readonly string[];
  readonly inputKey: string;
  readonly nameKey: string;
}

/** The tasks whose action the definition tells, and not wholly by an expression what it gets. */
export function callsOfWorkflow({ spec, path }: Definition<WorkflowSpec>): Call[] {
  return spec.taskNames.flatMap((name) => {
    const { action, input } = spec.tasks[name] as TaskSpec;
    if (action === undefined || holdsExpression(action) || typeof input === 'string') return [];
    const place = { path: [...path, 'tasks', name], inputKey: 'input', nameKey: 'action' };
    return [{ action, input: literalInput(input), mayGetMore: true, ...place }];
  });
}

/** As Mistral: the environment has nothing to add for the base of an ad-hoc action. */
export function callOfAction({ spec: { base, baseInput }, path }: Definition<AdhocActionSpec>): Call[] {
  if (holdsExpression(base)) return [];
  const place = { path, inputKey: 'base-input', nameKey: 'base' };
  return [{ action: base, input: literalInput(baseInput), mayGetMore: false, ...place }];
}
