import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../support/countStatements.ts';
import { createPostgres, isReachable, SERVERS } from '../support/databases.ts';
import { InProcess } from './InProcess.ts';

const isQueueReachable = await isReachable(createPostgres);

const DEFINITIONS = `
version: '2.0'
sub:
  tasks:
    wait: {action: std.async_noop}
all:
  tasks:
    begin: {action: std.noop, on-success: [joined, later, asked, run, items, never: <% false %>]}
    later: {action: std.noop, wait-before: 1000, on-success: joined}
    never: {action: std.noop, on-success: joined}
    joined: {join: 2, action: std.noop}
    asked: {action: std.async_noop}
    run: {workflow: sub}
    items: {with-items: "i in [1, 2, 3]", action: std.async_noop, concurrency: 2}
    held: {action: std.noop, wait-before: 1000, on-complete: fail}
failing:
  tasks:
    good: {action: std.noop}
    bad: {workflow: worse}
worse:
  tasks:
    again: {action: std.fail, retry: {count: 1, delay: 0}}
    fine: {action: std.noop}
many:
  tasks:
    items: {with-items: "i in <% range(150) %>", action: std.noop}
wide:
  tasks:
    run: {with-items: "i in <% range(30) %>", workflow: sub}
`;

const GRAPH = `graph {
  type isPartial
  nodes {
    id passage state counts { total states { state count } } tasks { id name }
    items { total waiting underWay succeeded failed cancelled }
    subWorkflows { counts { total states { state count } } newest { id workflowName } }
    planned { __typename ... on GraphStep { name } }
  }
  edges { passage count planned { kind from to guard } }
}`;

const BLOCKED = `tasks { nodes { name blockedBy {
  __typename message
  ... on JoinBlocker { needed arrived routes { taskName state task { name } } }
  ... on ConcurrencyBlocker { limit underWay waiting }
  ... on DelayBlocker { policy until }
  ... on PauseBlocker { by paused { __typename } }
  ... on EndBlocker { state }
  ... on ResultBlocker { action count resultOf: oldest { name } }
  ... on SubWorkflowBlocker { count runs: oldest { workflowName } }
} } }`;

interface Node {
  readonly id: string;
  readonly passage: string;
  readonly [field: string]: unknown;
}

interface Graph {
  readonly type: string;
  readonly isPartial: boolean;
  readonly nodes: readonly Node[];
  readonly edges: readonly { passage: string; count: number; planned: { kind: string; from: string; to: string } }[];
}

for (const server of SERVERS) {
  const reachable = isQueueReachable && (await isReachable(server.create));
  describe.skipIf(!reachable)(`explained on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let api: InProcess;
    let id: string;
    beforeAll(async () => {
      api = await InProcess.open(server.create);
      await api.create(DEFINITIONS);
      id = await api.start('all', (tasks) =>
        ['joined WAITING', 'later DELAYED', 'asked RUNNING', 'run RUNNING', 'items RUNNING'].every((task) =>
          tasks.includes(task),
        ),
      );
    });
    afterAll(() => api?.close());

    async function graph(executionId: string): Promise<Graph> {
      return (
        await api.ask<{ execution: { graph: Graph } }>(`query ($id: ID!) { execution(id: $id) { ${GRAPH} } }`, {
          id: executionId,
        })
      ).execution.graph;
    }

    async function blockers(executionId: string): Promise<Map<string, readonly unknown[]>> {
      const { execution } = await api.ask<{
        execution: { tasks: { nodes: { name: string; blockedBy: readonly unknown[] }[] } };
      }>(`query ($id: ID!) { execution(id: $id) { ${BLOCKED} } }`, { id: executionId });
      return new Map(execution.tasks.nodes.map(({ name, blockedBy }) => [name, blockedBy]));
    }

    it('a run has the graph of its workflow, with what it has come to', async () => {
      const { type, isPartial, nodes, edges } = await graph(id);
      expect({ type, isPartial }).toEqual({ type: 'DIRECT', isPartial: false });
      const node = (name: string) => nodes.find((each) => each.id === `task:${name}`);
      expect(node('begin')).toMatchObject({
        passage: 'TAKEN',
        state: 'SUCCESS',
        counts: { total: 1, states: [{ state: 'SUCCESS', count: 1 }] },
        tasks: [{ name: 'begin' }],
        items: null,
        subWorkflows: null,
        planned: { __typename: 'GraphTask', name: 'begin' },
      });
      expect(node('never')).toMatchObject({ passage: 'NOT_TAKEN', state: null, counts: { total: 0 }, tasks: [] });
      expect(node('items')).toMatchObject({
        items: { total: 3, waiting: 1, underWay: 2, succeeded: 0, failed: 0, cancelled: 0 },
      });
      expect(node('run')).toMatchObject({
        subWorkflows: {
          counts: { total: 1, states: [{ state: 'RUNNING', count: 1 }] },
          newest: [{ workflowName: 'sub' }],
        },
      });
      expect(nodes.find((each) => each.id === 'command:fail')).toMatchObject({ passage: 'OPEN' });
      expect(
        edges
          .filter(({ planned }) => planned.to === 'task:joined')
          .map(({ planned, passage, count }) => [planned.from, passage, count]),
      ).toEqual([
        ['task:begin', 'TAKEN', 1],
        ['task:later', 'OPEN', 0],
        ['task:never', 'NOT_TAKEN', 0],
      ]);
    });

    it('each waiting task says what it waits for', async () => {
      const found = await blockers(id);
      expect(found.get('begin')).toEqual([]);
      expect(found.get('joined')).toMatchObject([
        {
          __typename: 'JoinBlocker',
          message: '1 of 2 tasks have led to it.',
          needed: 2,
          arrived: 1,
          routes: [
            { taskName: 'begin', state: 'ARRIVED', task: { name: 'begin' } },
            { taskName: 'later', state: 'OPEN', task: { name: 'later' } },
            { taskName: 'never', state: 'IMPOSSIBLE', task: null },
          ],
        },
      ]);
      expect(found.get('later')).toMatchObject([{ __typename: 'DelayBlocker', policy: 'WAIT_BEFORE' }]);
      expect(found.get('asked')).toMatchObject([
        { __typename: 'ResultBlocker', action: 'std.async_noop', count: 1, resultOf: { name: 'std.async_noop' } },
      ]);
      expect(found.get('run')).toMatchObject([
        { __typename: 'SubWorkflowBlocker', count: 1, runs: { workflowName: 'sub' } },
      ]);
      expect(found.get('items')).toMatchObject([
        { __typename: 'ConcurrencyBlocker', limit: 2, underWay: 2, waiting: 1 },
        { __typename: 'ResultBlocker', count: 2 },
      ]);
    });

    it('a task with an ad-hoc action waits for the action that this stands on', async () => {
      const action = "version: '2.0'\nouter: {base: inner}\ninner: {base: std.async_noop}\n";
      const query = 'mutation ($d: String!) { createActions(input: { definition: $d }) { errors { message } } }';
      expect(await api.ask(query, { d: action })).toEqual({ createActions: { errors: [] } });
      await api.create("version: '2.0'\nadhoc: {tasks: {one: {action: outer}}}");
      const adhoc = await api.start('adhoc', (tasks) => tasks.includes('one RUNNING'));
      expect((await blockers(adhoc)).get('one')).toMatchObject([
        { __typename: 'ResultBlocker', action: 'std.async_noop', count: 1, resultOf: { name: 'outer' } },
      ]);
    });

    it('a task of a paused execution says that it is held', async () => {
      const paused = await api.start('all', (tasks) => tasks.includes('run RUNNING'));
      await api.ask('mutation ($id: ID!) { pauseExecution(input: { id: $id }) { errors { message } } }', {
        id: paused,
      });
      await api.until(paused, (tasks, state) => state === 'PAUSED' && tasks.includes('run PAUSED'));
      const found = await blockers(paused);
      expect(found.get('later')).toMatchObject([{ by: 'EXECUTION', paused: null }, { __typename: 'DelayBlocker' }]);
      expect(found.get('run')).toMatchObject([{ by: 'SUB_WORKFLOW', paused: { __typename: 'Execution' } }]);
    });

    it('a task that waits in an execution which has ended says so', async () => {
      const ended = await api.start('all', (tasks) => tasks.includes('run RUNNING'));
      await api.ask('mutation ($id: ID!) { cancelExecution(input: { id: $id }) { errors { message } } }', {
        id: ended,
      });
      const found = await blockers(ended);
      expect(found.get('later')).toMatchObject([
        { __typename: 'EndBlocker', state: 'CANCELLED' },
        { __typename: 'DelayBlocker' },
      ]);
      expect((await graph(ended)).edges.filter(({ passage }) => passage === 'OPEN')).toEqual([]);
    });

    it('many sub-workflows are counted, and the newest shown', async () => {
      const wide = await api.start('wide', (tasks) => tasks.includes('run RUNNING'));
      const { subWorkflows } = (await graph(wide)).nodes.find((node) => node.id === 'task:run') as unknown as {
        subWorkflows: { counts: object; newest: { id: string }[] };
      };
      expect(subWorkflows.counts).toEqual({ total: 30, states: [{ state: 'RUNNING', count: 30 }] });
      expect(subWorkflows.newest).toHaveLength(20);
      expect(subWorkflows.newest.map((run) => run.id)).toEqual(
        subWorkflows.newest
          .map((run) => run.id)
          .toSorted()
          .reverse(),
      );
    });

    const REPORT = `report(errorsOnly: $errorsOnly, maxDepth: $maxDepth, limit: $limit) {
      isCut estimatedRemainingSeconds
      entries { depth parentId cut { reason omitted } item {
        __typename
        ... on Execution { id workflowName executionState: state }
        ... on TaskExecution { id name state retries }
        ... on ActionExecution { id actionName: name state accepted }
      } }
      statistics {
        executions { total states { state count } } tasks { total states { state count } }
        actions { total states { state count } }
      }
    }`;

    interface Report {
      readonly isCut: boolean;
      readonly estimatedRemainingSeconds: number | null;
      readonly statistics: object;
      readonly entries: readonly {
        readonly depth: number;
        readonly parentId: string | null;
        readonly cut: object | null;
        readonly item: { readonly id: string; readonly [field: string]: unknown };
      }[];
    }

    async function report(executionId: string, request: object = {}): Promise<Report> {
      const query = `query ($id: ID!, $errorsOnly: Boolean = false, $maxDepth: Int, $limit: Int) {
        execution(id: $id) { ${REPORT} } }`;
      return (await api.ask<{ execution: { report: Report } }>(query, { id: executionId, ...request })).execution
        .report;
    }

    /** Each entry in a line, indented by its depth. */
    function lines({ entries }: Report): string[] {
      return entries.map(({ depth, item }) => {
        const name = item.workflowName ?? item.name ?? item.actionName;
        const retries = item.retries ? ` after ${item.retries} retries` : '';
        return `${'. '.repeat(depth)}${name} ${item.executionState ?? item.state}${retries}`;
      });
    }

    it('a report goes all the way down', async () => {
      const failing = await api.start('failing', (_, state) => state === 'ERROR');
      const whole = await report(failing);
      expect(lines(whole)).toEqual([
        'failing ERROR',
        '. good SUCCESS',
        '. . std.noop SUCCESS',
        '. bad ERROR',
        '. . worse ERROR',
        '. . . again ERROR after 1 retries',
        '. . . . std.fail ERROR',
        '. . . . std.fail ERROR',
        '. . . fine SUCCESS',
        '. . . . std.noop SUCCESS',
      ]);
      for (const { parentId, depth } of whole.entries.slice(1)) {
        expect(whole.entries.find(({ item }) => item.id === parentId)?.depth).toBe(depth - 1);
      }
      expect(whole).toMatchObject({ isCut: false, estimatedRemainingSeconds: 0 });
      expect(whole.statistics).toEqual({
        executions: { total: 2, states: [{ state: 'ERROR', count: 2 }] },
        tasks: {
          total: 4,
          states: [
            { state: 'SUCCESS', count: 2 },
            { state: 'ERROR', count: 2 },
          ],
        },
        actions: {
          total: 4,
          states: [
            { state: 'SUCCESS', count: 2 },
            { state: 'ERROR', count: 2 },
          ],
        },
      });
      const errors = await report(failing, { errorsOnly: true });
      expect(lines(errors)).toEqual([
        'failing ERROR',
        '. bad ERROR',
        '. . worse ERROR',
        '. . . again ERROR after 1 retries',
        '. . . . std.fail ERROR',
        '. . . . std.fail ERROR',
      ]);
      expect(errors.statistics).toEqual(whole.statistics);
      const flat = await report(failing, { maxDepth: 1 });
      expect(lines(flat)).toEqual(['failing ERROR', '. good SUCCESS', '. bad ERROR']);
      expect(flat.isCut).toBe(true);
      expect(flat.entries[2]?.cut).toEqual({ reason: 'DEPTH', omitted: null });
    });

    it('a report is cut where it would grow too large, and says by how much', async () => {
      const many = await api.start('many', (_, state) => state === 'SUCCESS');
      const whole = await report(many);
      expect(whole.entries).toHaveLength(102);
      expect(whole.entries[1]?.cut).toEqual({ reason: 'SIZE', omitted: 50 });
      const small = await report(many, { limit: 5 });
      expect(small.entries).toHaveLength(5);
      expect(small.entries[1]?.cut).toEqual({ reason: 'SIZE', omitted: 147 });
      expect(small.statistics).toMatchObject({ actions: { total: 150 } });
      await expect(report(many, { limit: 2000 })).rejects.toThrow(/1000/);
    });

    it('a report estimates what is left by the runs before', async () => {
      expect((await report(id)).estimatedRemainingSeconds).toBeNull();
      await api.create("version: '2.0'\nsoon: {input: [{action: std.noop}], tasks: {one: {action: <% $.action %>}}}");
      await api.start('soon', (_, state) => state === 'SUCCESS');
      const second = await api.start(
        'soon',
        (tasks) => tasks.includes('one RUNNING'),
        {},
        { action: 'std.async_noop' },
      );
      expect((await report(second)).estimatedRemainingSeconds).toBeGreaterThanOrEqual(0);
    });

    it.skipIf(server.create !== createPostgres)('costs a few statements, however many tasks there are', async () => {
      const all = await countStatements(() => graph(id));
      const selects = ({ texts }: { texts: string[] }) =>
        texts.filter((text) => /FROM "?(task_execution|action_execution|execution)"?/.test(text));
      expect(selects(all).length, selects(all).join('\n')).toBeGreaterThan(0);
      expect(selects(all).length, selects(all).join('\n')).toBeLessThanOrEqual(4);
      const blocked = await countStatements(() => blockers(id));
      // The execution, its page of tasks; then tasks, newest tasks, actions, sub-workflows; then what reasons show of them.
      expect(selects(blocked).length, selects(blocked).join('\n')).toBeLessThanOrEqual(9);
      // The execution; three for each of its two levels; their tasks' retries; the statistics.
      const reported = await countStatements(() => report(id));
      expect(selects(reported).length, selects(reported).join('\n')).toBeLessThanOrEqual(10);
    });
  });
}
