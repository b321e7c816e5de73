import type { Node } from '../base/yaml/Node.ts';
import { readYaml } from '../base/yaml/readYaml.ts';

/** A place in a text; counts from 1. `isWhole`: the whole path leads there, not only its first steps. */
export interface Located {
  readonly line: number;
  readonly column: number;
  readonly isWhole: boolean;
}

/** Where the end of a path stands in the text of a definition, or the last part of it that is there. Counts from 1. */
export function locate(text: string, path: readonly string[]): { readonly line: number; readonly column: number } {
  const { line, column } = locator(text)(path);
  return { line, column };
}

/** `locate` for many paths: the text is read once. */
export function locator(text: string): (path: readonly string[]) => Located {
  const { root, lines } = readYaml(text);
  return (path) => {
    let offset = root?.start ?? 0;
    let node: Node | undefined = root;
    for (const step of path) {
      const entry: { readonly at: number; readonly value: Node } | undefined = childOf(node, step);
      if (!entry) return { ...lines.positionOf(offset), isWhole: false };
      offset = entry.at;
      node = entry.value;
    }
    return { ...lines.positionOf(offset), isWhole: true };
  };
}

function childOf(node: Node | undefined, step: string): { readonly at: number; readonly value: Node } | undefined {
  if (node?.kind === 'mapping') {
    const entry = node.entries.find(({ key }) => key.text === step);
    return entry && { at: entry.key.start, value: entry.value };
  }
  const item = node?.kind === 'sequence' ? node.items[Number(step)] : undefined;
  return item && { at: item.start, value: item };
}
