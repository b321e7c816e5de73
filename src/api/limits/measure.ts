import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { DocumentLimit } from './limits.ts';

/** How large a document is, told from its text alone. */
export type Measures = Readonly<Record<Exclude<DocumentLimit, 'characters' | 'tokens'>, number>>;

/** Takes time that grows with the length of the document: each fragment is looked at once, however often it is used. */
export function measure(document: DocumentNode): Measures {
  const counts = { aliases: 0, directives: 0, fields: 0, spreads: 0, repetitions: 0 };
  visit(document, {
    Field: ({ alias }) => {
      counts.fields++;
      if (alias) counts.aliases++;
    },
    Directive: () => void counts.directives++,
    FragmentSpread: () => void counts.spreads++,
    InlineFragment: () => void counts.spreads++,
    SelectionSet: (node) => {
      counts.repetitions = Math.max(counts.repetitions, repetitionsIn(node));
    },
  });
  return { ...counts, definitions: document.definitions.length, depth: depthOf(document) };
}

/** How often a name comes again in a selection, its inline fragments included. */
function repetitionsIn(set: SelectionSetNode): number {
  const names = new Map<string, number>();
  const open: SelectionSetNode[] = [set];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const selection of next.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const name = (selection.alias ?? selection.name).value;
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  return Math.max(0, ...names.values()) - 1;
}

function depthOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    // A fragment inside itself has no depth; that it may not be is said by validation.
    known.set(name, 0);
    const fragment = fragments.get(name);
    const depth = fragment ? ofSet(fragment.selectionSet) : 0;
    known.set(name, depth);
    return depth;
  };
  const ofSet = (set: SelectionSetNode): number =>
    set.selections.reduce((deepest, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return Math.max(deepest, ofFragment(selection.name.value));
      if (selection.kind === Kind.INLINE_FRAGMENT) return Math.max(deepest, ofSet(selection.selectionSet));
      return Math.max(deepest, 1 + (selection.selectionSet ? ofSet(selection.selectionSet) : 0));
    }, 0);
  return Math.max(
    0,
    ...document.definitions.map((each) => (each.kind === Kind.OPERATION_DEFINITION ? ofSet(each.selectionSet) : 0)),
    ...Array.from(fragments.keys(), ofFragment),
  );
}
