import type { Actions } from '../actions/ActionRegistry.ts';
import { checkLiterals } from '../actions/checkLiterals.ts';
import type { LiteralCheck } from '../catalog/LiteralCheck.ts';

/** Lets the actions that are loaded look at what definitions give them. */
export function literalCheck(actions: Actions): LiteralCheck {
  return (name, input) => {
    const action = actions.get(name);
    if (!action) return undefined;
    return { names: Object.keys(action.definition.input.shape), problems: checkLiterals(action, input) };
  };
}
