import { callWorkflowFunction, WORKFLOW_FUNCTIONS } from '../../functions/table.ts';
import { view } from '../inner/view.ts';
import { any } from '../kinds.ts';
import { asFunction, keywords, type Overload, rest } from '../Overload.ts';
import { storedValue } from '../outcome.ts';

/** Parameters are known to YAQL in camel case too: `rootExecutionId`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The functions that both languages share. What they give is not frozen, as YAQL calls it: two lists of theirs equal each other, but no literal. */
export const workflow: readonly Overload[] = Array.from(WORKFLOW_FUNCTIONS.keys(), (name) =>
  asFunction(name, [rest('args', any), keywords('kwargs', any)], (call, args, named) => {
    const { evaluation, budget } = call;
    const positional = args.map((arg) => storedValue(arg, budget));
    const byName = Array.from(named, ([key, arg]) => [snakeCase(key), storedValue(arg, budget)] as const);
    return view(callWorkflowFunction(name, evaluation.scope, positional, byName, budget), false);
  }),
);
