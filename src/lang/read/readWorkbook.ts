import type { MappingNode } from '../../base/yaml/Node.ts';
import type { Member, Place } from '../Place.ts';
import { readTexts } from './collections.ts';
import { Keys } from './keys.ts';
import { countOf, readText, wrong } from './scalars.ts';

const KEYS = ['version', 'name', 'description', 'tags', 'actions', 'workflows'];

/** A workbook taken apart; its members are read elsewhere. */
export interface WorkbookParts {
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly workflows: Section;
  readonly actions: Section;
}

export interface Section {
  readonly members: readonly Member[];
  readonly node?: MappingNode;
}

export function readWorkbook(root: Place): WorkbookParts {
  const keys = new Keys(root.members());
  keys.refuseUnknown(KEYS, 'a workbook');
  for (const name of ['version', 'name']) {
    if (!keys.has(name)) root.error(`'${name}' is a required property of a workbook.`);
  }
  keys.read('version', checkVersion);
  return {
    name: keys.read('name', readText) ?? '',
    description: keys.read('description', readText),
    tags: keys.read('tags', readTexts) ?? [],
    workflows: keys.read('workflows', readSection) ?? { members: [] },
    actions: keys.read('actions', readSection) ?? { members: [] },
  };
}

/** As Mistral, a workbook has to spell its version as the text `2.0`; a number would not do. */
function checkVersion(place: Place): void {
  const { node } = place;
  if (node.kind === 'scalar' && node.value === '2.0') return;
  const text = node.kind === 'scalar' ? node.text : '';
  place.error(`Unsupported DSL version: ${text}`, "write version: '2.0', with the quotes");
}

function readSection(place: Place): Section {
  if (place.node.kind !== 'mapping' || place.node.entries.length === 0) {
    wrong(place, 'a mapping of names');
    return { members: [] };
  }
  const members = place.members();
  for (const { name, isText, key } of members) {
    if (!isText || !/^[\p{L}\p{N}_-]+\n?$/u.test(name)) {
      key.error(`'${name}' cannot be a name in a workbook.`, 'use letters, digits, _ and -');
    }
  }
  for (const { name, value } of members) if (name === 'version') checkInnerVersion(value);
  return { members: members.filter(({ name }) => name !== 'version'), node: place.node };
}

function checkInnerVersion(place: Place): void {
  const { node } = place;
  if (!(node.kind === 'scalar' && (node.value === '2.0' || countOf(place) === 2))) wrong(place, "'2.0'");
}
