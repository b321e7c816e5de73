import type { Value } from '../../base/json.ts';
import { toValue } from '../../base/yaml/toValue.ts';
import type { AdhocActionSpec } from '../AdhocActionSpec.ts';
import type { Member, Place } from '../Place.ts';
import { checkExpressions, checkText } from './checkExpressions.ts';
import { readMapping, readMembers, readTexts, refuseDate } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { readCall, withParameters } from './readCall.ts';
import { readInputSpecs } from './readInputSpecs.ts';
import { readText } from './scalars.ts';

const KEYS = ['base', 'base-input', 'input', 'output', 'description', 'tags', 'name', 'version'];

/** An action made of another one. */
export function readAdhocAction({ name, isText, key, value }: Member): AdhocActionSpec | undefined {
  if (!isText || name === '') key.error(`The name of an action must be a text, not '${name}'.`);
  const members = readMembers(value, 'an action: a mapping');
  if (!members) return undefined;
  const keys = new Keys(members);
  keys.refuseUnknown(KEYS, 'an action');
  if (!keys.has('base')) key.error(`'base' is a required property of action '${name}'.`);
  const base = keys.read('base', readCall);
  const baseInput = keys.read('base-input', readBaseInput) ?? {};
  return pruned({
    name,
    description: keys.read('description', readText),
    tags: keys.read('tags', readTexts) ?? [],
    base: base?.name ?? '',
    baseInput: withParameters(baseInput, base?.parameters ?? new Map()),
    input: keys.read('input', readInputSpecs) ?? [],
    output: keys.read('output', readOutput),
  });
}

function readBaseInput(place: Place): AdhocActionSpec['baseInput'] | undefined {
  const mapping = readMapping(place);
  if (mapping) checkExpressions(place);
  return mapping;
}

/** As Mistral: of an output that is one text the expressions have to be right; elsewhere they are looked at in a run. */
function readOutput(place: Place): Value | undefined {
  const { node } = place;
  refuseDate(place);
  if (node.kind === 'scalar' && typeof node.value === 'string') checkText(place, node.value, 'ERROR');
  return toValue(node) ?? undefined;
}
