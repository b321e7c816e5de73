import type { EdgeKind, GraphNode, WorkflowGraph } from './Graph.ts';
import { edgeLines, nodeLines } from './labels.ts';

/** What stands before and after the label of a node. */
const SHAPES: Readonly<Record<GraphNode['kind'] | 'workflow', readonly [string, string]>> = {
  start: ['((', '))'],
  task: ['[', ']'],
  workflow: ['[[', ']]'],
  join: ['{{', '}}'],
  command: ['([', '])'],
};
const ARROWS: Readonly<Record<EdgeKind, string>> = {
  start: '-->',
  'on-success': '-->',
  'on-error': '-.->',
  'on-complete': '==>',
  'on-skip': '-.->',
  requires: '-->',
};

/** The graph as a Mermaid flowchart. */
export function mermaidText({ nodes, edges }: WorkflowGraph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const drawn = nodes.map((node) => {
    const [open, close] = SHAPES[node.kind === 'task' && node.workflow !== undefined ? 'workflow' : node.kind];
    return `  ${ids.get(node.id)}${open}${quoted(nodeLines(node))}${close}`;
  });
  const arrows = edges.map((edge) => {
    const lines = edgeLines(edge);
    const label = lines.length > 0 ? `|${quoted(lines)}|` : '';
    return `  ${ids.get(edge.from)} ${ARROWS[edge.kind]}${label} ${ids.get(edge.to)}`;
  });
  return [`flowchart TD`, ...drawn, ...arrows, ''].join('\n');
}

/** Whatever Mermaid, Markdown or HTML could read something into is written as a character code. */
function quoted(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/[^\p{L}\p{N} $.,:_()=+/!?-]/gu, codeOf)).join('<br/>')}"`;
}

function codeOf(character: string): string {
  return /\s|\p{Cc}/u.test(character) ? ' ' : `#${character.codePointAt(0)};`;
}
