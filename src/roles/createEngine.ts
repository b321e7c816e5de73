import type { Actions } from '../actions/ActionRegistry.ts';
import { startProblem } from '../actions/input.ts';
import { systemClock } from '../base/clock.ts';
import { InputError, NotFoundError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { AdhocActions } from '../catalog/AdhocActions.ts';
import type { Workflows } from '../catalog/Workflows.ts';
import { Engine } from '../engine/Engine.ts';
import type { NameScope, News } from '../engine/EngineParts.ts';
import { OutboxStore } from '../persistence/OutboxStore.ts';
import { SameDatabaseChannel } from '../queue/JobChannel.ts';
import { QUEUES, type QueueName } from '../queue/jobs.ts';
import { OutboxChannel } from '../queue/OutboxChannel.ts';
import { OutboxRelay } from '../queue/OutboxRelay.ts';
import type { Signal } from '../queue/Signals.ts';
import type { Values, WorkflowFacts } from '../workflow/Facts.ts';
import type { Closing } from './Closing.ts';
import type { Doors } from './openDoors.ts';

export interface EngineSurroundings {
  readonly workflows: Workflows;
  readonly adhocActions: AdhocActions;
  readonly actions: Actions;
  readonly log: Logger;
}

/** The engine of this process: the API starts executions with it, the executor hands it results. Closing waits for its turns. */
export function createEngine(
  { database, queue, isOneDatabase, wakeUps }: Doors,
  { workflows, adhocActions, actions, log }: EngineSurroundings,
  closing: Closing,
): Engine {
  const outbox = isOneDatabase
    ? undefined
    : new OutboxChannel(queue, new OutboxStore(database.dataSource), systemClock);
  const engine = new Engine({
    turns: database.turns,
    channel: outbox ?? new SameDatabaseChannel(queue),
    clock: systemClock,
    log,
    specOf: (id, revision) => workflows.specOf(id, revision),
    workflowNamed: (name, scope) => workflowNamed(workflows, name, scope),
    adhocAction: (name, scope) => adhocActions.resolve(name, scope),
    hasAction: (name) => actions.get(name) !== undefined,
    isInstant: (name) => actions.get(name)?.instant ?? false,
    actionProblem: (name, input) => actionProblem(actions, name, input),
    onCommitted: (news) => {
      for (const { queue, time } of news.dueTimes) wakeUps.raiseIn(signalOf(queue), time.getTime() - Date.now());
      for (const [fact, signal] of SIGNALS) if (news[fact]) wakeUps.raise(signal);
    },
  });
  closing.add(() => engine.drained());
  if (outbox) {
    const relay = new OutboxRelay(outbox, log, () => {
      wakeUps.raise('jobs');
      wakeUps.raise('targetedJobs');
      wakeUps.raise('turns');
      wakeUps.raise('triggers');
    });
    relay.start();
    closing.add(() => relay.stop());
  }
  return engine;
}

const SIGNALS = [
  ['hasTurns', 'turns'],
  ['hasTriggers', 'triggers'],
  ['hasJobs', 'jobs'],
  ['hasTargetedJobs', 'targetedJobs'],
  ['hasStops', 'stops'],
  ['hasChanges', 'changes'],
  ['hasResults', 'results'],
] as const satisfies readonly (readonly [keyof News, Signal])[];

/** Jobs of other queues are not put off. */
export const signalOf = (queue: QueueName): Signal => (queue === QUEUES.trigger ? 'triggers' : 'turns');

async function workflowNamed(workflows: Workflows, name: string, scope: NameScope): Promise<WorkflowFacts | null> {
  const row = await workflows.resolve(name, scope).catch((error: unknown) => {
    if (error instanceof NotFoundError) return null;
    throw error;
  });
  if (!row) return null;
  const spec = await workflows.specOf(row.id, row.revision);
  return { id: row.id, name: row.name, namespace: row.namespace, revision: row.revision, spec };
}

function actionProblem(actions: Actions, name: string, input: Values): InputError | null {
  const action = actions.get(name);
  return action ? startProblem(action, input) : new InputError(`Action '${name}' does not exist.`);
}
