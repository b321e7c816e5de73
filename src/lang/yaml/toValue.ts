import { Dict, looksLikeIndex, setOwn, type Value } from '../../base/json.ts';
import type { Mapping } from '../Mapping.ts';
import type { MappingNode, Node } from './Node.ts';

/** A node as plain data, without places. */
export function toValue(node: Node): Value {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toValue);
  return toMapping(node);
}

export function toMapping({ entries }: MappingNode): Mapping {
  const isPlain = entries.every(({ key }) => typeof key.value === 'string' && !looksLikeIndex(key.value));
  if (!isPlain) return new Dict(entries.map(({ key, value }) => [key.value, toValue(value)]));
  const object: Record<string, Value> = {};
  for (const { key, value } of entries) setOwn(object, key.value as string, toValue(value));
  return object;
}
