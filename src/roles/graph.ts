import type { Problem } from '../base/errors.ts';
import { stringifyJson } from '../base/json.ts';
import { type GraphFormat, readGraphRequest } from '../cli/GraphRequest.ts';
import { type Drawable, showGraph } from '../cli/showGraph.ts';
import { dotText } from '../lang/graph/dotText.ts';
import type { WorkflowGraph } from '../lang/graph/Graph.ts';
import { graphOf } from '../lang/graph/graphOf.ts';
import { mermaidText } from '../lang/graph/mermaidText.ts';
import { kindOf } from '../lang/kindOf.ts';
import { type Parsed, parseWorkbook, parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { writerTo } from './writerTo.ts';

const DRAW: Readonly<Record<GraphFormat, (graph: WorkflowGraph) => string>> = {
  mermaid: mermaidText,
  dot: dotText,
  json: (graph) => `${stringifyJson(graph)}\n`,
};

/** `tramontane graph`: draws a workflow of a file. */
export function graph(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const { stdin, stdout, stderr } = process;
    return showGraph(readGraphRequest(args, closest), { stdin, output: writerTo(stdout), people: stderr, read });
  });
}

function read(text: string): { readonly workflows: readonly Drawable[]; readonly problems: readonly Problem[] } {
  if (kindOf(text) !== 'WORKBOOK') {
    const { value, problems } = parseWorkflows(text);
    return { workflows: (value?.workflows ?? []).map((each) => drawable(each, '')), problems };
  }
  const { value, problems } = parseWorkbook(text);
  return { workflows: (value?.workflows ?? []).map((each) => drawable(each, `${value?.spec.name}.`)), problems };
}

/** A workflow of a workbook goes by the name it is stored under. */
function drawable({ spec }: Parsed<WorkflowSpec>, prefix: string): Drawable {
  const name = `${prefix}${spec.name}`;
  return { name, draw: (format) => DRAW[format]({ ...graphOf(spec), name }) };
}
