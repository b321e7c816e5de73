import { stringifyJson } from '../../base/json.ts';
import { shortened } from '../../base/shortened.ts';
import type { GraphEdge, GraphNode } from './Graph.ts';

/** The lines that a picture has in a node. */
export function nodeLines(node: GraphNode): readonly string[] {
  if (node.kind === 'start') return ['start'];
  if (node.kind === 'command') return [node.command];
  const { name, action, workflow, items } = node;
  return [
    shortened(name),
    shortened(workflow === undefined ? (action ?? '') : `workflow ${workflow}`),
    ...(items ? [shortened(`for each ${items.join(', ')}`)] : []),
    ...(node.kind === 'join' ? [joinText(node.join, node.inbound)] : []),
  ];
}

/** The lines that a picture has beside an edge: the clause, the guard, the message. */
export function edgeLines({ kind, guard, message }: GraphEdge): readonly string[] {
  if (kind === 'start') return [];
  return [
    kind,
    ...(guard === undefined ? [] : [shortened(guard)]),
    ...(message === undefined ? [] : [shortened(typeof message === 'string' ? message : stringifyJson(message))]),
  ];
}

function joinText(join: 'all' | number, inbound: number): string {
  return join === 'all' ? `join all of ${inbound}` : `join ${join} of ${inbound}`;
}
