import { InputError } from '../../src/base/errors.ts';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { Environments } from '../../src/catalog/Environments.ts';
import { Workflows } from '../../src/catalog/Workflows.ts';
import { Engine } from '../../src/engine/Engine.ts';
import { CronTriggerStore } from '../../src/persistence/CronTriggerStore.ts';
import { EnvironmentStore } from '../../src/persistence/EnvironmentStore.ts';
import { OutboxStore } from '../../src/persistence/OutboxStore.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import type { CronTriggerRow, ExecutionRow, TriggeredBy } from '../../src/persistence/rows.ts';
import type { TurnStore } from '../../src/persistence/TurnStore.ts';
import { WorkflowStore } from '../../src/persistence/WorkflowStore.ts';
import { SameDatabaseChannel } from '../../src/queue/JobChannel.ts';
import { JobQueue } from '../../src/queue/JobQueue.ts';
import { type FetchedJob, QUEUES, type TriggerJob } from '../../src/queue/jobs.ts';
import { OutboxChannel } from '../../src/queue/OutboxChannel.ts';
import { CronTriggers, type WorkflowAsked } from '../../src/scheduler/CronTriggers.ts';
import type { CronTriggerAsked } from '../../src/scheduler/checkCronTrigger.ts';

const DEFINITION = `
version: '2.0'
report:
  input: [{who: nobody}]
  tasks:
    one: {action: test.echo}
`;

/** Schedulers on real databases, with a clock that the test moves. Nobody runs actions. */
export class SchedulerBench {
  readonly projectId = newId();
  now = new Date('2026-06-01T00:00:00Z');
  private readonly clock = { now: () => this.now };

  private constructor(
    readonly database: Database,
    readonly queue: JobQueue,
    private readonly isOneDatabase: boolean,
  ) {}

  static async open(urls: { database: string; queue: string }): Promise<SchedulerBench> {
    const database = await openDatabase(urls.database);
    const queue = await JobQueue.open(urls.queue, silentLogger, { isWatching: false });
    const bench = new SchedulerBench(database, queue, urls.database === urls.queue);
    const given = { projectId: bench.projectId, namespace: '', visibility: 'PRIVATE', tags: [] };
    await bench.workflows().create(DEFINITION, given);
    return bench;
  }

  /** A process's own. `turns` may be a store that fails. */
  scheduler(turns: TurnStore = this.database.turns): { triggers: CronTriggers; engine: Engine } {
    const { database, queue, clock } = this;
    const workflows = this.workflows();
    const outbox = new OutboxChannel(queue, new OutboxStore(database.dataSource), clock);
    const engine = new Engine({
      turns,
      channel: this.isOneDatabase ? new SameDatabaseChannel(queue) : outbox,
      clock,
      log: silentLogger,
      specOf: (id, revision) => workflows.specOf(id, revision),
      workflowNamed: async () => null,
      adhocAction: async () => null,
      hasAction: (action) => action.startsWith('test.'),
      isInstant: () => false,
      actionProblem: (action) => (action.startsWith('test.') ? null : new InputError('no such action')),
      onCommitted: () => {},
    });
    const triggers = new CronTriggers({
      engine,
      workflows,
      environments: new Environments(new EnvironmentStore(database.dataSource), clock),
      cronTriggers: new CronTriggerStore(database.dataSource),
      clock,
    });
    return { triggers, engine };
  }

  create(triggers: CronTriggers, asked: Partial<CronTriggerAsked & WorkflowAsked>): Promise<CronTriggerRow> {
    return triggers.create(this.projectId, { ...USUAL, name: newId(), ...asked });
  }

  async trigger(id: string): Promise<CronTriggerRow> {
    return this.database.dataSource.getRepository<CronTriggerRow>('cron_trigger').findOneByOrFail({ id });
  }

  /** The executions of a trigger, in the order in which they were started. */
  executions(triggerId: string): Promise<ExecutionRow[]> {
    return this.database.dataSource
      .getRepository<ExecutionRow>('execution')
      .find({ where: { trigger_id: triggerId }, order: { id: 'ASC' } });
  }

  /** The times that executions of a trigger were started for. */
  async timesOf(triggerId: string): Promise<string[]> {
    const rows = await this.executions(triggerId);
    return rows.map(
      ({ triggered_by }) => (JSON.parse(triggered_by as string) as TriggeredBy).scheduledFor ?? 'by hand',
    );
  }

  /** Goes on to a time, and looks at the trigger as the job for it would have it looked at. */
  async lookAt(triggers: CronTriggers, id: string, time: string): Promise<CronTriggerRow> {
    this.now = new Date(time);
    await triggers.look({ triggerId: id, revision: (await this.trigger(id)).revision });
    return this.trigger(id);
  }

  /** Jobs of a trigger that are to be done at once. */
  async jobsOf(triggerId: string): Promise<FetchedJob<TriggerJob>[]> {
    const jobs = await this.queue.fetch<TriggerJob>(QUEUES.trigger, 100);
    return jobs.filter(({ data }) => data.triggerId === triggerId);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.database.close();
  }

  private workflows(): Workflows {
    return new Workflows(new WorkflowStore(this.database.dataSource), this.clock);
  }
}

const USUAL: Omit<CronTriggerAsked & WorkflowAsked, 'name'> = {
  workflow: 'report',
  namespace: '',
  description: null,
  scope: 'PRIVATE',
  input: {},
  params: {},
  pattern: '0 * * * *',
  timeZone: 'UTC',
  firstExecutionTime: null,
  startsAt: null,
  endsAt: null,
  remainingExecutions: null,
  missed: 'LAST',
  missedLimit: 100,
  overlap: 'ALLOW',
  jitterSeconds: 0,
};
