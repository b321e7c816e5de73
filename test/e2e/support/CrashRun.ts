import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import type { CrashPoint } from '../../../src/base/crashPoint.ts';
import { createPostgres, type TestDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { NeverReady, Server } from '../../support/Server.ts';
import { Clients, createTraceWorkflows } from './Clients.ts';
import { expectChains, readChangeLog, selectFrom } from './changeLog.ts';
import { actionsOf, countOpen, readExecutions, type SeenAction, type SeenExecution } from './Outcome.ts';
import { SHAPES, WORKFLOWS } from './traceWorkflows.ts';

export const PLUGINS = resolve(import.meta.dirname, '../plugins');
/** Executions that are asked for before each death. */
const STARTS = 40;
/** A dead executor is noticed after 12 s, and its successor may die of the same. */
const PATIENCE_MS = 60_000;
const LOST = /The executor of this action died before it reported/;

/** One life of a service whose processes die at one place after the other, and what has to be true at its end. */
export class CrashRun {
  readonly clients: Clients;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tramontane-crash-'));
  private readonly file = join(this.folder, 'trace');
  private servers: Server[] = [];
  private hasWorkflows = false;

  private constructor(
    private readonly database: TestDatabase,
    private readonly queue: TestDatabase,
    actionMs: number,
  ) {
    this.clients = new Clients({ file: this.file, waitMs: actionMs });
  }

  /** The processes end with the test; the databases stay where it fails. */
  static async of(create: () => Promise<TestDatabase>, work: (run: CrashRun) => Promise<void>, actionMs = 2) {
    const database = await create();
    const queue = database.url.startsWith('postgres') ? database : await createPostgres();
    const run = new CrashRun(database, queue, actionMs);
    try {
      await work(run);
    } finally {
      await Promise.all(run.servers.map((server) => server.kill()));
    }
    await Promise.all([...new Set([database, queue])].map((each) => each.drop()));
    rmSync(run.folder, { recursive: true });
  }

  /**
   * Starts a server that dies at a point (the n-th time), asks for executions, and waits for the death. Where there was enough
   * to do from before, it may come even before the server is ready.
   */
  async dieAt(point: CrashPoint | `${CrashPoint}:${number}`, workflows?: readonly string[]): Promise<void> {
    this.clients.ask(STARTS, workflows);
    const server = await this.start({ TRAMONTANE_CRASH_AT: point }).catch((error: unknown) => {
      if (error instanceof NeverReady && error.signal === 'SIGKILL') return undefined;
      throw error;
    });
    if (!server) return;
    const dead = await Promise.race([
      this.clients.send(server).then(() => server.ended()),
      new Promise((_, reject) => setTimeout(() => reject(new Error(`Nobody died at ${point}.`)), PATIENCE_MS).unref()),
    ]);
    expect({ point, code: dead, signal: server.process.signalCode }).toEqual({ point, code: null, signal: 'SIGKILL' });
  }

  /** A server that lives: what can go on without the dead ends. */
  async goOn(): Promise<void> {
    const server = await this.start();
    await this.clients.send(server);
    await eventually(async () => expect(await this.leftOvers()).toEqual([]), PATIENCE_MS);
    expect(await server.stop()).toBe(0);
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<Server> {
    const databases = ['--database-url', this.database.url, '--queue-url', this.queue.url];
    // Its actions leave traces in files, and are to die with the server.
    const flags = [...databases, '--plugins', PLUGINS, '--in-process', 'std,trace'];
    const server = await Server.start({ flags, env });
    this.servers.push(server);
    if (!this.hasWorkflows) await createTraceWorkflows(server);
    this.hasWorkflows = true;
    return server;
  }

  /** A last server brings everything to its end; then nothing may be missing, doubled or left over. */
  async finish(): Promise<readonly SeenExecution[]> {
    const server = await this.start();
    await this.clients.send(server);
    await eventually(async () => expect(await countOpen(server)).toBe(0), PATIENCE_MS);
    const executions = await readExecutions(server);
    this.expectStarts(executions);
    for (const execution of executions) expectOutcome(execution);
    this.expectRuns(executions.flatMap(actionsOf));
    await this.expectLog(executions);
    await eventually(async () => expect(await this.leftOvers()).toEqual([]), PATIENCE_MS);
    const { replayed, acknowledged } = this.clients;
    await this.clients.sendAgain(server);
    expect(this.clients.replayed - replayed).toBe(acknowledged.size);
    expect(await server.stop()).toBe(0);
    return executions;
  }

  /** Lines of the trace: which action ran, and in which attempt. */
  runs(): { actionId: string; attempt: number }[] {
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').trim().split('\n') : [];
    return lines.map((line) => ({ actionId: line.split(' ')[0] as string, attempt: Number(line.split(' ')[1]) }));
  }

  private expectStarts(executions: readonly SeenExecution[]): void {
    const roots = executions.filter(({ parentTaskId }) => parentTaskId === null);
    const ids = roots.map(({ id }) => id).sort();
    expect([...this.clients.acknowledged.values()].sort()).toEqual(ids);
  }

  private expectRuns(actions: readonly SeenAction[]): void {
    const runs = Map.groupBy(this.runs(), (run) => run.actionId);
    const known = new Set(actions.map((action) => action.id));
    expect([...runs.keys()].filter((id) => !known.has(id))).toEqual([]);
    for (const { id, name, state } of actions) {
      const count = runs.get(id)?.length ?? 0;
      if (name === 'trace.once') expect({ id, isOnce: count <= 1 }).toEqual({ id, isOnce: true });
      if (state === 'SUCCESS') expect({ id, hasRun: count >= 1 }).toEqual({ id, hasRun: true });
    }
  }

  private async expectLog(executions: readonly SeenExecution[]): Promise<void> {
    const states = expectChains(await readChangeLog(this.database.url));
    const tasks = executions.flatMap((execution) => execution.tasks.nodes);
    const rows = [...executions, ...tasks, ...executions.flatMap(actionsOf)];
    expect(states).toEqual(new Map(rows.map(({ id, state }) => [id, state])));
  }

  private async leftOvers(): Promise<unknown[]> {
    const jobs = `SELECT name, id, state FROM pgboss.job WHERE name LIKE 'tramontane%' AND state < 'completed'`;
    return [
      ...(await selectFrom(this.queue.url, jobs)),
      ...(await selectFrom(this.database.url, 'SELECT id FROM outbox')),
    ];
  }
}

/** Either right, or ended by an action that was lost and that may not run twice. */
function expectOutcome(execution: SeenExecution): void {
  const { id, state, stateInfo, output, workflowName } = execution;
  const { shape, variant } = WORKFLOWS.find(({ name }) => name === workflowName) as (typeof WORKFLOWS)[number];
  const lost = actionsOf(execution).filter((action) => action.state === 'ERROR');
  for (const action of lost) expect(action.stateInfo).toMatch(LOST);
  // A sub-workflow's lost action is as good as an own one, and its reason comes with it.
  if (variant === 'once' && (lost.length > 0 || state === 'ERROR')) {
    expect({ id, state, stateInfo }).toEqual({ id, state: 'ERROR', stateInfo: expect.stringMatching(LOST) });
  } else {
    expect({ id, state, output }).toEqual({ id, state: 'SUCCESS', output: SHAPES[shape].expected });
  }
}
