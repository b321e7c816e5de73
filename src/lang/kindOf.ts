import type { MappingNode, Node } from '../base/yaml/Node.ts';
import { readYaml } from '../base/yaml/readYaml.ts';

/** What a text defines. */
export const DEFINITION_KINDS = ['WORKFLOW', 'WORKBOOK', 'ACTION'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/**
 * What a text most likely means to define, by what stands in it: also a text with mistakes is to be checked as the kind it was
 * meant to be. The language itself has no mark for it. What tells nothing is taken for workflows.
 */
export function kindOf(text: string): DefinitionKind {
  const { root } = readYaml(text);
  if (root?.kind !== 'mapping') return 'WORKFLOW';
  if (isWorkbook(root)) return 'WORKBOOK';
  const members = root.entries.map(({ value }) => value);
  const workflows = members.filter((member) => has(member, 'tasks')).length;
  const actions = members.filter(
    (member) => !has(member, 'tasks') && (has(member, 'base') || has(member, 'base-input')),
  ).length;
  return actions > workflows ? 'ACTION' : 'WORKFLOW';
}

/** A workbook has a name of its own, and its members in sections; a workflow may be called `actions`, but has tasks. */
function isWorkbook(root: MappingNode): boolean {
  return root.entries.some(({ key, value }) => {
    if (key.text === 'name') return value.kind === 'scalar';
    const isSection = key.text === 'workflows' || key.text === 'actions';
    return isSection && value.kind === 'mapping' && !has(value, 'tasks') && !has(value, 'base');
  });
}

function has(node: Node, name: string): boolean {
  return node.kind === 'mapping' && node.entries.some(({ key }) => key.text === name);
}
