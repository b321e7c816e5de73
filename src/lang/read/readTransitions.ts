import { shortened } from '../../base/shortened.ts';
import type { Places } from '../Draft.ts';
import type { Place } from '../Place.ts';
import { isWholeExpression } from '../patterns.ts';
import type { TransitionSpec, TransitionsSpec } from '../TaskSpec.ts';
import { readItems } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { parseCall } from './readCall.ts';
import { readScopes } from './readPublish.ts';
import { readExpression, readText, wrong } from './scalars.ts';

const FORM = 'a task name, a list of them, or a mapping with publish and next';
const EXPRESSION_HINT = 'a target cannot be an expression: name the task, with the expression as condition';
const NAME = /^\S+$/;
const WITH_MESSAGE = /^[\p{L}\p{N}_]+ [\p{L}\p{N}_]+=[^\n]*\n?$/u;
const AS_CALL = /^[\p{L}\p{N}_]+\([\p{L}\p{N}_]+=[^\n]*\)\n?$/u;

/** What follows a task: targets, or a mapping of `publish` and `next`. */
export function readTransitions(place: Place, places: Places): TransitionsSpec | undefined {
  const isAdvanced = place.members().some(({ name }) => name === 'publish' || name === 'next');
  if (!isAdvanced) return { next: readNext(place, places) };
  const keys = new Keys(place.members());
  keys.refuseUnknown(['publish', 'next'], 'a transition');
  const next = keys.read('next', (value) => readNext(value, places)) ?? [];
  return pruned({ publish: keys.read('publish', readScopes), next });
}

function readNext(place: Place, places: Places): TransitionSpec[] {
  if (place.node.kind === 'sequence') {
    const items = readItems(place, FORM) ?? [];
    return items.flatMap((item) => (item.node.kind === 'mapping' ? conditional(item, places) : target(item, places)));
  }
  if (place.node.kind !== 'mapping') return target(place, places);
  if (place.node.entries.length === 1) {
    place.warn(
      'Mistral 15 does not heed the condition of a target that is not in a list; it is heeded here.',
      'make it a list: begin the line with -',
    );
  }
  return conditional(place, places);
}

function target(place: Place, places: Places): TransitionSpec[] {
  const { node } = place;
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.isDate) {
    wrong(place, FORM);
    return [];
  }
  const text = readText(place);
  if (text === undefined) return [];
  const forms = [NAME, WITH_MESSAGE, AS_CALL].filter((form) => form.test(text)).length;
  if (forms === 1) return transition(place, text, places);
  place.error(`'${shortened(text)}' is not a task name, nor an engine command.`, hintFor(text, forms));
  return [];
}

function hintFor(text: string, forms: number): string {
  if (isWholeExpression(text)) return EXPRESSION_HINT;
  return forms > 1 ? `write ${shortened(text).replace(/\((.*)\)\n?$/, ' $1')}` : 'targets have no spaces';
}

function conditional(place: Place, places: Places): TransitionSpec[] {
  const [member, ...others] = place.members();
  if (!member || others.length > 0 || !member.isText) {
    wrong(place, 'one name with its condition');
    return [];
  }
  const condition = readExpression(member.value);
  return transition(member.key, member.name, places, condition);
}

function transition(place: Place, text: string, places: Places, condition?: string): TransitionSpec[] {
  const call = isWholeExpression(text) && NAME.test(text) ? undefined : parseCall(place, text);
  const parameters = call?.parameters ?? new Map();
  for (const name of parameters.keys()) {
    if (name !== 'msg') place.warn(`'${name}' has no effect here.`, "a command takes 'msg'");
  }
  const spec: TransitionSpec = pruned({ target: call?.name ?? text, condition, message: parameters.get('msg') });
  places.set(spec, place);
  return [spec];
}
