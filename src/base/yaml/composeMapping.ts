import { shortened } from '../shortened.ts';
import type { Findings } from './Findings.ts';
import type { Entry, MappingNode, Node, ScalarNode } from './Node.ts';
import { YamlFailure } from './YamlFailure.ts';

/** Entries that may be merged in one text: aliases make little text into many. */
const MAX_MERGED = 100_000;

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
  findings: Findings,
): MappingNode {
  const entries = new Map<unknown, Entry>();
  for (const { value } of pairs.filter(isMerge)) {
    for (const entry of mergedEntries(value, findings)) entries.set(identity(entry.key), entry);
  }
  const written = new Set<unknown>();
  for (const { key, value } of pairs.filter((pair) => !isMerge(pair))) {
    const scalar = keyOf(key);
    const id = identity(scalar);
    if (written.has(id)) {
      findings.doubts.push({
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

/** Of several mappings the first one's entries come last, so that they win. */
function mergedEntries(value: Node, findings: Findings): readonly Entry[] {
  const sources = (value.kind === 'sequence' ? value.items.toReversed() : [value]).map(asMapping);
  findings.mergedEntries += sources.reduce((sum, { entries }) => sum + entries.length, 0);
  if (findings.mergedEntries > MAX_MERGED) throw new YamlFailure("Too much is merged by '<<'.", value.start);
  return sources.flatMap(({ entries }) => entries);
}

function asMapping(node: Node): MappingNode {
  if (node.kind === 'mapping') return node;
  const isAlias = node.kind === 'scalar' && node.text.startsWith('*');
  const hint = isAlias ? 'aliases are not expanded' : undefined;
  throw new YamlFailure("'<<' merges mappings, and this is none.", node.start, hint);
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
