import { stringifyJson } from '../../base/json.ts';
import type { Mapping } from '../../base/mappingOf.ts';
import type { Node } from '../../base/yaml/Node.ts';
import { toMapping, toValue } from '../../base/yaml/toValue.ts';
import type { Member, Place } from '../Place.ts';
import { isWord } from '../patterns.ts';
import { readText, wrong } from './scalars.ts';

/** The members of a mapping with at least one of them, all of whose keys are texts. */
export function readMembers(place: Place, what = 'a mapping'): Member[] | undefined {
  if (place.node.kind !== 'mapping' || place.node.entries.length === 0) {
    wrong(place, what);
    return undefined;
  }
  const members = place.members();
  if (members.every(({ isText }) => isText)) return members;
  for (const { isText, name, key } of members) {
    if (!isText) key.error(`The key '${name}' must be a text.`, `put it in quotes: '${key.node.text}'`);
  }
  return members.filter(({ isText }) => isText);
}

/** A mapping of any values but dates, as plain data. */
export function readMapping(place: Place): Mapping | undefined {
  const members = readMembers(place);
  if (!members || place.node.kind !== 'mapping') return undefined;
  for (const { name, value } of members) refuseDate(value, isWord(name));
  return toMapping(place.node);
}

/** Reports a date. As Mistral, those deeper down do not make a definition wrong; they are read as text. */
export function refuseDate(place: Place, isTop = true): void {
  const { node } = place;
  if (!holdsDate(node)) return;
  if (node.kind === 'scalar' && node.isDate) {
    if (isTop) wrong(place, 'a value of JSON');
    else place.warn('YAML makes a date of this; it is read as text.', 'put it in quotes');
  }
  for (const item of place.items()) refuseDate(item, false);
  for (const { value } of place.members()) refuseDate(value, false);
}

function holdsDate(node: Node): boolean {
  if (node.kind === 'scalar') return node.isDate;
  if (node.kind === 'sequence') return node.items.some(holdsDate);
  return node.entries.some(({ value }) => holdsDate(value));
}

/** A list with at least one item and no duplicates. */
export function readItems(place: Place, what = 'a list'): Place[] | undefined {
  if (place.node.kind !== 'sequence' || place.node.items.length === 0) {
    wrong(place, what);
    return undefined;
  }
  const seen = new Set<string>();
  for (const item of place.items()) {
    const text = stringifyJson(toValue(item.node));
    if (seen.has(text)) item.error(`${text} occurs twice in '${place.step}'.`);
    seen.add(text);
  }
  return place.items();
}

export function readTexts(place: Place): string[] {
  return (readItems(place, 'a list of texts') ?? []).flatMap((item) => readText(item) ?? []);
}

/** One text, or a list of them. */
export function readOneOrMoreTexts(place: Place): string[] {
  if (place.node.kind === 'sequence') return readTexts(place);
  const text = readText(place);
  return text === undefined ? [] : [text];
}
