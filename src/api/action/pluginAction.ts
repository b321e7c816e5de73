import type { Action as LoadedAction } from '../../actions/Action.ts';
import type { Value } from '../../base/json.ts';
import { Scope } from '../enums.ts';
import { Action } from './Action.ts';
import { actionId } from './actionId.ts';

/** The action of a plugin. */
export function pluginAction(action: LoadedAction): Action {
  return new Action({
    id: actionId(action.name),
    name: action.name,
    namespace: '',
    plugin: action.plugin,
    tags: [],
    scope: Scope.PUBLIC,
    revision: null,
    createdAt: null,
    updatedAt: null,
    outputSchema: (action.outputSchema as Value | undefined) ?? null,
    description: async () => action.description,
    inputSchema: async () => action.inputSchema as Value,
    definition: async () => null,
  });
}
