import { systemClock } from '../../src/base/clock.ts';
import { InputError } from '../../src/base/errors.ts';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { Engine } from '../../src/engine/Engine.ts';
import { unwantedActions } from '../../src/engine/unwantedActions.ts';
import { type ActionOutcome, Executor } from '../../src/executor/Executor.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import { ActionStore } from '../../src/persistence/ActionStore.ts';
import { OutboxStore } from '../../src/persistence/OutboxStore.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import type { ExecutionRow } from '../../src/persistence/rows.ts';
import { SameDatabaseChannel } from '../../src/queue/JobChannel.ts';
import { JobClaims } from '../../src/queue/JobClaims.ts';
import { JobQueue } from '../../src/queue/JobQueue.ts';
import type { ActionJob } from '../../src/queue/jobs.ts';
import { OutboxChannel } from '../../src/queue/OutboxChannel.ts';
import type { Values, WorkflowFacts } from '../../src/workflow/Facts.ts';

const PROJECT = newId();

export interface BenchOptions {
  readonly slots?: number;
  readonly targets?: readonly string[];
  readonly offers?: (action: string) => boolean;
  readonly slotsOf?: (action: string) => number | undefined;
}

/** An engine and an executor on real databases, with definitions and actions given by the test. */
export class EngineBench {
  readonly ran: ActionJob[] = [];
  private reported = 0;
  private readonly waiting = new Set<() => void>();
  private readonly specs = new Map<string, WorkflowSpec>();
  private readonly workflows = new Map<string, WorkflowFacts>();

  private constructor(
    readonly database: Database,
    readonly queue: JobQueue,
    readonly engine: Engine,
    readonly executor: Executor,
  ) {}

  static async open(
    urls: { database: string; queue: string },
    run: (job: ActionJob, signal: AbortSignal) => Promise<ActionOutcome>,
    { slots = 128, targets = [], slotsOf = () => undefined, offers = () => true }: BenchOptions = {},
  ): Promise<EngineBench> {
    const database = await openDatabase(urls.database);
    const queue = await JobQueue.open(urls.queue, silentLogger, { isWatching: false });
    const outbox = urls.database === urls.queue ? undefined : new OutboxStore(database.dataSource);
    const channel = outbox ? new OutboxChannel(queue, outbox, systemClock) : new SameDatabaseChannel(queue);
    const claims = outbox && new JobClaims(outbox, new ActionStore(database.dataSource));
    const engine = new Engine({
      turns: database.turns,
      channel,
      clock: systemClock,
      log: silentLogger,
      specOf: async (id) => bench.specs.get(id) as WorkflowSpec,
      workflowNamed: async (name) => bench.workflows.get(name) ?? null,
      adhocAction: async () => null,
      hasAction: (action) => action.startsWith('test.'),
      isInstant: () => false,
      actionProblem: (action) =>
        action.startsWith('test.') ? null : new InputError(`Action '${action}' does not exist.`),
      onCommitted: ({ hasJobs, hasTargetedJobs, hasStops }) => {
        if (hasJobs) executor.wake();
        if (hasTargetedJobs) executor.wakeTargets();
        if (hasStops) void executor.stopUnwanted();
      },
    });
    const executor = new Executor({
      queue,
      clock: systemClock,
      log: silentLogger,
      slots,
      targets,
      slotsOf,
      offers,
      unwanted: (jobs) => unwantedActions(new ActionStore(database.dataSource), jobs),
      ...(claims && { mayRun: (job) => claims.mayRun(job) }),
      run: (job, signal) => {
        bench.ran.push(job);
        return run(job, signal);
      },
      report: async (job, finished) => {
        const outcome = await engine.take({
          executionId: job.data.executionId,
          taskId: job.data.taskId,
          result: {
            id: job.data.actionExecutionId,
            attempt: job.data.attempt,
            state: finished.state,
            state_info: finished.stateInfo,
            output: finished.output,
            started_at: finished.startedAt,
            finished_at: finished.finishedAt,
          },
          job: { queue: job.queue, id: job.id },
        });
        bench.reported++;
        for (const check of [...bench.waiting]) check();
        return outcome;
      },
    });
    const bench: EngineBench = new EngineBench(database, queue, engine, executor);
    executor.start();
    return bench;
  }

  /** Lets tasks run a workflow by this name. */
  name(name: string, spec: WorkflowSpec): void {
    const id = newId();
    this.specs.set(id, spec);
    this.workflows.set(name, { id, name, namespace: '', revision: 1, spec });
  }

  start(spec: WorkflowSpec, input: Values = {}): Promise<ExecutionRow> {
    const id = newId();
    this.specs.set(id, spec);
    return this.engine.start({
      projectId: PROJECT,
      workflow: { id, name: spec.name, namespace: '', revision: 1, spec },
      namespace: '',
      input,
      params: {},
      description: null,
      idempotencyKey: null,
      requestHash: null,
    });
  }

  /** Resolves once as many more results have been committed; costs no statement. */
  ended(count: number): Promise<void> {
    const goal = this.reported + count;
    return new Promise((resolve) => {
      const check = () => {
        if (this.reported < goal) return;
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }

  /** Starts an execution of one action and waits until its result is committed. */
  async runToEnd(spec: WorkflowSpec): Promise<void> {
    const ended = this.ended(1);
    await this.start(spec);
    await ended;
  }

  async execution(id: string): Promise<ExecutionRow> {
    return this.database.dataSource.getRepository<ExecutionRow>('execution').findOneByOrFail({ id });
  }

  async close(): Promise<void> {
    await this.executor.stop(1_000);
    await this.engine.drained();
    await this.queue.close();
    await this.database.close();
  }
}
