import type { Place } from '../Place.ts';
import type { PublishSpec } from '../TaskSpec.ts';
import { checkExpressions } from './checkExpressions.ts';
import { readMapping } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { wrong } from './scalars.ts';

const SCOPES = ['branch', 'global', 'atomic'];

/** `publish` of a task: variables of the branch. */
export function readBranch(place: Place): PublishSpec | undefined {
  const branch = readMapping(place);
  if (!branch) return undefined;
  checkExpressions(place);
  return { branch };
}

/** `publish` of a transition clause: variables by scope. As Mistral, `atomic` is accepted and has no effect. */
export function readScopes(place: Place): PublishSpec | undefined {
  if (place.node.kind !== 'mapping') {
    wrong(place, `a mapping with 'branch' or 'global'`);
    return undefined;
  }
  const keys = new Keys(place.members());
  keys.refuseUnknown(SCOPES, "'publish' in a transition", {});
  if (!SCOPES.some((scope) => keys.has(scope))) {
    place.error("Either 'branch', 'global' or 'atomic' must be specified.", 'put the variables below branch:');
  }
  keys.place('atomic')?.warn("'atomic' has no effect.", "use 'global'");
  keys.read('atomic', readBranch);
  return pruned({ branch: keys.read('branch', readBranch)?.branch, global: keys.read('global', readBranch)?.branch });
}
