import { parseJson } from '../../base/json.ts';
import { namedValues } from '../../base/namedValues.ts';
import { graphOf } from '../../lang/graph/graphOf.ts';
import type { LightExecution, Reads } from '../../persistence/reads/Reads.ts';
import type { RunTaskRow, StateCountRow } from '../../persistence/reads/RunReads.ts';
import { type ItemProgress, itemProgress } from '../../workflow/explain/itemProgress.ts';
import { type RunEdge, type RunGraph, type RunNode, runGraph } from '../../workflow/explain/runGraph.ts';
import type { State } from '../../workflow/State.ts';
import type { ExplainParts } from './explainBlockers.ts';
import { runTask } from './runTask.ts';

export type { ItemProgress, RunEdge };

/** Task executions that are looked at: who would look at more of them in a picture? */
const MOST_TASKS = 10_000;

/** How far an execution has come in the graph of its workflow, in the revision it runs. */
export interface ExplainedGraph {
  readonly type: 'direct' | 'reverse';
  readonly nodes: readonly ExplainedNode[];
  readonly edges: readonly RunEdge[];
  /** Whether there are more task executions than were looked at: the newest were. */
  readonly isPartial: boolean;
}

export interface ExplainedNode extends Pick<RunNode, 'node' | 'passage'> {
  /** The oldest first. */
  readonly tasks: readonly RunTaskRow[];
  /** Of all task executions, also of those that were not looked at. */
  readonly states: readonly StateCountRow[];
  /** Of the newest. */
  readonly items: ItemProgress | null;
}

/** Throws `LimitError` where the workflow has more ways than can be shown. At most four statements. */
export async function explainGraph(
  parts: Pick<ExplainParts, 'specOf'>,
  reads: Reads,
  execution: Pick<LightExecution, 'id' | 'workflow_id' | 'revision' | 'state'>,
): Promise<ExplainedGraph> {
  const [spec, rows] = await Promise.all([
    parts.specOf(execution.workflow_id, execution.revision),
    reads.runs.lastTasks(execution.id, MOST_TASKS + 1),
  ]);
  const isPartial = rows.length > MOST_TASKS;
  const seen = isPartial ? rows.slice(1) : rows;
  const target = spec.type === 'reverse' ? await targetOf(reads, execution.id) : null;
  const states = isPartial ? await reads.runs.taskStates(execution.id) : statesOf(seen);
  const graph = graphOf(spec);
  const run = { spec, graph, state: execution.state as State, target, tasks: seen.map(runTask) };
  return { type: graph.type, isPartial, ...withRows(runGraph(run), seen, states) };
}

async function targetOf(reads: Reads, executionId: string): Promise<string | null> {
  const params = await reads.executions.column(executionId, 'params');
  const name = params === null ? undefined : namedValues(parseJson(params))?.task_name;
  return typeof name === 'string' ? name : null;
}

type NamedStates = readonly (StateCountRow & { readonly name: string })[];

function withRows(
  { nodes, edges }: RunGraph,
  rows: readonly RunTaskRow[],
  states: NamedStates,
): Pick<ExplainedGraph, 'nodes' | 'edges'> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const statesByName = Map.groupBy(states, ({ name }) => name);
  return {
    edges,
    nodes: nodes.map(({ node, passage, tasks }) => {
      const newest = tasks.at(-1);
      return {
        node,
        passage,
        tasks: tasks.map(({ id }) => byId.get(id) as RunTaskRow),
        states: 'name' in node ? (statesByName.get(node.name) ?? []) : [],
        items: newest ? itemProgress(newest.runtime) : null,
      };
    }),
  };
}

function statesOf(rows: readonly RunTaskRow[]): NamedStates {
  return [...Map.groupBy(rows, ({ name }) => name)].flatMap(([name, own]) =>
    [...Map.groupBy(own, ({ state }) => state)].map(([state, { length: count }]) => ({ name, state, count })),
  );
}
