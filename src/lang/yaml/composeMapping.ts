import { shortened } from '../patterns.ts';
import type { Doubt } from './Doubt.ts';
import type { Entry, MappingNode, Node, ScalarNode } from './Node.ts';
import { YamlFailure } from './YamlFailure.ts';

export interface Pair {
  readonly key: Node;
  readonly value: Node;
}

/** A mapping of what was written: merges (`<<`) put in front, and of duplicate keys the last value at the first place. */
export function composeMapping(
  pairs: readonly Pair[],
  start: number,
  end: number,
  isFlow: boolean,
  doubts: Doubt[],
): MappingNode {
  const entries = new Map<unknown, Entry>();
  const merged = pairs.filter(isMerge).flatMap((pair) => mergedEntries(pair.value));
  for (const entry of merged) entries.set(identity(entry.key), entry);
  const written = new Set<unknown>();
  for (const { key, value } of pairs.filter((pair) => !isMerge(pair))) {
    const scalar = keyOf(key);
    const id = identity(scalar);
    if (written.has(id)) {
      doubts.push({
        offset: key.start,
        message: `The key '${shortened(scalar.text)}' occurs twice; the last value counts.`,
      });
    }
    written.add(id);
    entries.set(id, { key: scalar, value: asValue(value) });
  }
  return { kind: 'mapping', start, end, isFlow, entries: [...entries.values()] };
}

function isMerge({ key }: Pair): boolean {
  return key.kind === 'scalar' && key.style === 'plain' && key.isWrong && key.text === '<<';
}

function mergedEntries(value: Node): readonly Entry[] {
  if (value.kind === 'mapping') return value.entries;
  if (value.kind === 'sequence') return value.items.toReversed().flatMap((item) => mergedEntries(asMapping(item)));
  return asMapping(value).entries;
}

function asMapping(node: Node): MappingNode {
  if (node.kind === 'mapping') return node;
  throw new YamlFailure("'<<' merges mappings, and this is none.", node.start, 'aliases are not expanded');
}

/** A node that stands where a value does: a text that means nothing there is refused. */
export function asValue<T extends Node>(node: T): T {
  if (node.kind !== 'scalar' || !node.isWrong) return node;
  throw new YamlFailure(`'${shortened(node.text)}' cannot be a value.`, node.start, 'put the text in quotes');
}

function keyOf(key: Node): ScalarNode {
  if (key.kind !== 'scalar') throw new YamlFailure('A key has to be a single value.', key.start);
  if (key.isWrong && key.text !== '=') throw new YamlFailure(`'${shortened(key.text)}' cannot be a key.`, key.start);
  return key.isWrong ? { ...key, isWrong: false } : key;
}

/** Two keys are the same where their values are; a number is never the same as its text. */
function identity({ value }: ScalarNode): unknown {
  return typeof value === 'object' && value !== null ? `\0${value.value}` : value;
}
