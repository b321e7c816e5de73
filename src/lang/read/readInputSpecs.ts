import { toValue } from '../../base/yaml/toValue.ts';
import { holdsExpression } from '../expressionSyntax.ts';
import type { Place } from '../Place.ts';
import { isWord } from '../patterns.ts';
import type { InputSpec } from '../WorkflowSpec.ts';
import { readItems, readMembers, refuseDate } from './collections.ts';
import { readText } from './scalars.ts';

/** The parameters of a workflow or an ad-hoc action: names, and `name: default`. Of duplicates the last one counts. */
export function readInputSpecs(place: Place): InputSpec[] {
  const specs = new Map<string, InputSpec>();
  for (const item of readItems(place, 'a list of names') ?? []) {
    const spec = item.node.kind === 'mapping' ? readWithDefault(item) : readName(item);
    if (spec) specs.set(spec.name, spec);
  }
  return [...specs.values()];
}

function readName(item: Place): InputSpec | undefined {
  const name = readText(item);
  return name === undefined ? undefined : { name, hasDefault: false };
}

function readWithDefault(item: Place): InputSpec | undefined {
  const members = readMembers(item, 'a name, or a name with its default');
  const [member] = members ?? [];
  if (!member) return undefined;
  if (item.members().length > 1) {
    item.error('An entry of the input has one name.', 'begin a new line with - for each name');
    return undefined;
  }
  refuseDate(member.value, isWord(member.name));
  doubtExpressions(member.value);
  return { name: member.name, hasDefault: true, default: toValue(member.value.node) };
}

function doubtExpressions(place: Place): void {
  const { node } = place;
  const isExpression = node.kind === 'scalar' && typeof node.value === 'string' && holdsExpression(node.value);
  if (isExpression) place.warn('Expressions in a default are not evaluated: this stays text.', "use 'vars'");
  for (const item of place.items()) doubtExpressions(item);
  for (const { value } of place.members()) doubtExpressions(value);
}
