import type { EdgeKind, GraphNode, WorkflowGraph } from './Graph.ts';
import { edgeLines, nodeLines } from './labels.ts';

const SHAPES: Readonly<Record<GraphNode['kind'], string>> = {
  start: 'shape=circle',
  task: 'shape=box',
  join: 'shape=hexagon',
  command: 'shape=box, style=rounded',
};
const STYLES: Readonly<Record<EdgeKind, string>> = {
  start: 'style=solid',
  'on-success': 'style=solid',
  'on-error': 'style=dashed, color=red',
  'on-complete': 'style=bold',
  'on-skip': 'style=dotted',
  requires: 'style=solid',
};

/** The graph in the DOT language of Graphviz. */
export function dotText({ name, nodes, edges }: WorkflowGraph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const drawn = nodes.map((node) => `  ${ids.get(node.id)} [${shapeOf(node)}, label=${quoted(nodeLines(node))}];`);
  const arrows = edges.map((edge) => {
    const attributes = `${STYLES[edge.kind]}, label=${quoted(edgeLines(edge))}`;
    return `  ${ids.get(edge.from)} -> ${ids.get(edge.to)} [${attributes}];`;
  });
  return [`digraph ${quoted([name])} {`, ...drawn, ...arrows, '}', ''].join('\n');
}

/** Two outlines mean a workflow within the workflow. */
function shapeOf(node: GraphNode): string {
  const isNested = 'workflow' in node && node.workflow !== undefined;
  return isNested ? `${SHAPES[node.kind]}, peripheries=2` : SHAPES[node.kind];
}

function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/\p{Cc}/gu, ' ').replace(/["\\]/g, '\\$&'));
  return `"${escaped.join('\\n')}"`;
}
