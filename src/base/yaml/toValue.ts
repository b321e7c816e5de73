import type { Value } from '../json.ts';
import { type Mapping, mappingOf } from '../mappingOf.ts';
import type { MappingNode, Node } from './Node.ts';

/** A node as plain data, without places. */
export function toValue(node: Node): Value {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toValue);
  return toMapping(node);
}

export function toMapping({ entries }: MappingNode): Mapping {
  return mappingOf(entries.map(({ key, value }) => [key.value, toValue(value)] as const));
}
