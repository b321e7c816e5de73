import { toValue } from '../../base/yaml/toValue.ts';
import type { Member, Place } from '../Place.ts';
import { countOf } from './scalars.ts';

const MAX_ITEMS = 1_000;

/** The members of a document that holds definitions by name beside its `version`. */
export function readList(root: Place, what: string): Member[] {
  const members = root.members();
  const version = members.find(({ name, isText }) => name === 'version' && isText);
  if (!version) root.error("'version' is a required property.", "begin with version: '2.0'");
  else checkVersion(version.value);
  const items = members.filter((member) => member !== version);
  if (items.length === 0) root.error(`At least one ${what} must be in the list.`);
  if (items.length > MAX_ITEMS) root.error(`There are too many of them: ${items.length}, the limit is ${MAX_ITEMS}.`);
  return items.slice(0, MAX_ITEMS);
}

/** As Mistral, a list of definitions may have any text or number as its version; only `2.0` means something. */
function checkVersion(place: Place): void {
  const { node } = place;
  const value = toValue(node);
  const isNumber = countOf(place) !== undefined || (typeof value === 'number' && value >= 0);
  const isText = typeof value === 'string' && value !== '' && !(node.kind === 'scalar' && node.isDate);
  if (!isNumber && !isText) place.error("'version' must be '2.0'.");
  else if (Number(value) !== 2 && countOf(place) !== 2) place.warn("Unsupported DSL version: it is read as '2.0'.");
}
