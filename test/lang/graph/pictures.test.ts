import { describe, expect, it } from 'vitest';
import { dotText } from '../../../src/lang/graph/dotText.ts';
import { graphOf } from '../../../src/lang/graph/graphOf.ts';
import { mermaidText } from '../../../src/lang/graph/mermaidText.ts';
import { specOf, tasks } from '../vocabulary.ts';

const GRAPH = graphOf(
  specOf(
    tasks(
      'a:',
      '  action: std.echo output=1',
      '  on-success:',
      '    - b: <% $.x = "ž" %>',
      '  on-error: fail msg="why"',
      'b: {workflow: sub, with-items: "i in [1]", on-complete: c}',
      'c: {join: all}',
    ),
  ),
);

describe('a Mermaid flowchart', () => {
  it('has a shape for each kind of node and an arrow for each kind of edge', () => {
    expect(mermaidText(GRAPH).split('\n')).toEqual([
      'flowchart TD',
      '  n0(("start"))',
      '  n1["a<br/>std.echo"]',
      '  n2[["b<br/>workflow sub<br/>for each i"]]',
      '  n3{{"c<br/>std.noop<br/>join all of 1"}}',
      '  n4(["fail"])',
      '  n0 --> n1',
      '  n1 -->|"on-success<br/>#60;#37; $.x = #34;ž#34; #37;#62;"| n2',
      '  n1 -.->|"on-error<br/>why"| n4',
      '  n2 ==>|"on-complete"| n3',
      '',
    ]);
  });

  it('lets nothing of a name or a message become part of its language', () => {
    const text = mermaidText({
      ...{ name: 'w', type: 'direct', edges: [] },
      nodes: [{ kind: 'task', id: 'task:x', name: '"]; click n0 `%%{<b>\n#', action: '\\' }],
    });
    expect(text).toBe('flowchart TD\n  n0["#34;#93;#59; click n0 #96;#37;#37;#123;#60;b#62; #35;<br/>#92;"]\n');
  });
});

describe('a DOT graph', () => {
  it('has a shape for each kind of node and a style for each kind of edge', () => {
    expect(dotText(GRAPH).split('\n')).toEqual([
      'digraph "w" {',
      '  n0 [shape=circle, label="start"];',
      '  n1 [shape=box, label="a\\nstd.echo"];',
      '  n2 [shape=box, peripheries=2, label="b\\nworkflow sub\\nfor each i"];',
      '  n3 [shape=hexagon, label="c\\nstd.noop\\njoin all of 1"];',
      '  n4 [shape=box, style=rounded, label="fail"];',
      '  n0 -> n1 [style=solid, label=""];',
      '  n1 -> n2 [style=solid, label="on-success\\n<% $.x = \\"ž\\" %>"];',
      '  n1 -> n4 [style=dashed, color=red, label="on-error\\nwhy"];',
      '  n2 -> n3 [style=bold, label="on-complete"];',
      '}',
      '',
    ]);
  });

  it('lets nothing of a name become part of its language', () => {
    const text = dotText({
      ...{ name: 'a" {', type: 'direct', edges: [] },
      nodes: [{ kind: 'task', id: 'task:x', name: '"];\n\\', action: 'b' }],
    });
    expect(text).toBe('digraph "a\\" {" {\n  n0 [shape=box, label="\\"]; \\\\\\nb"];\n}\n');
  });
});
