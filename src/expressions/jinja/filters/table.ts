import type { Value } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { callWorkflowFunction, WORKFLOW_FUNCTIONS } from '../../functions/table.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Routine } from '../runtime/Run.ts';
import { routines, takesAny } from '../runtime/routine.ts';
import { toValue } from '../runtime/toValue.ts';
import type { Thing } from '../things/Thing.ts';
import { HTML_FILTERS } from './html.ts';
import { JSON_FILTERS } from './json.ts';
import { NUMBER_FILTERS } from './numbers.ts';
import { ORDERING_FILTERS } from './ordering.ts';
import { SELECTING_FILTERS } from './selecting.ts';
import { SEQUENCE_FILTERS } from './sequences.ts';
import { TEXT_FILTERS } from './texts.ts';

/** Functions that look at the run they are evaluated in, so that only `_` can be piped into them. */
const OF_CONTEXT: readonly string[] = ['env', 'execution', 'executions', 'task', 'tasks', 'global'];

/**
 * Mistral's functions are filters, too. As Mistral: the piped value takes the place of the hidden context, so
 * `{{ _.map | json_dump }}` lacks its argument; `json_pp` falls back to the context and so happens to work.
 */
function workflowFilter(name: string): Routine {
  return takesAny((run, value, { positional, keywords }) => {
    if (OF_CONTEXT.includes(name) && value !== run.scope.data)
      throw new Failure(`${name} can be piped to from _ alone`);
    const values = positional.map((thing) => toValue(run, thing));
    const named = Array.from(keywords, ([keyword, thing]) => [keyword, toValue(run, thing)] as const);
    const given = name === 'json_pp' && !isTruthy(values[0] ?? null) ? [toValue(run, value)] : values;
    return callWorkflowFunction(name, run.scope, given as Value[], named, run.budget) as Thing;
  });
}

export const FILTERS: ReadonlyMap<string, Routine> = routines(
  TEXT_FILTERS,
  HTML_FILTERS,
  NUMBER_FILTERS,
  SEQUENCE_FILTERS,
  SELECTING_FILTERS,
  ORDERING_FILTERS,
  JSON_FILTERS,
  Object.fromEntries(Array.from(WORKFLOW_FUNCTIONS.keys(), (name) => [name, workflowFilter(name)])),
);
