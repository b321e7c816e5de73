import type { Clock } from '../base/clock.ts';
import { IllegalStateError, InputError, NotFoundError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { ActionStore } from '../persistence/ActionStore.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import type { Values } from '../workflow/Facts.ts';
import { assertActionMove } from '../workflow/on/actionUpdated.ts';
import type { State } from '../workflow/State.ts';
import type { Engine } from './Engine.ts';
import type { Told } from './takeTurns.ts';

export interface InterventionParts {
  readonly engine: Engine;
  readonly executions: ExecutionStore;
  readonly actionRuns: ActionStore;
  readonly clock: Clock;
  readonly projectId: Id;
}

/** What people do to executions that are there. Each resolves once it is committed, and rejects where it cannot be done. */
export class Interventions {
  constructor(private readonly parts: InterventionParts) {}

  pause(id: Id, reason: string | null): Promise<void> {
    return this.tell(id, { kind: 'pause', reason });
  }

  resume(id: Id, env: Values | null): Promise<void> {
    return this.tell(id, { kind: 'resume', env });
  }

  /** Ends it at once. Throws `InputError` for a state that is no end. */
  stop(id: Id, state: string, reason: string | null): Promise<void> {
    if (state !== 'SUCCESS' && state !== 'ERROR' && state !== 'CANCELLED') {
      throw new InputError(`An execution is stopped as SUCCESS, ERROR or CANCELLED, not ${state}.`).at([
        'input',
        'state',
      ]);
    }
    return this.tell(id, { kind: 'stop', state, reason });
  }

  rerunTask(taskId: Id, isReset: boolean, env: Values | null): Promise<void> {
    return this.tellOfTask(taskId, { kind: 'rerunTask', taskId, isReset, env });
  }

  skipTask(taskId: Id): Promise<void> {
    return this.tellOfTask(taskId, { kind: 'skipTask', taskId });
  }

  /** Says of an action under way that it is paused, or goes on. */
  async updateAction(id: Id, state: string): Promise<void> {
    const action = await this.parts.executions.action(id, this.parts.projectId);
    if (!action) throw new NotFoundError('ActionExecution', id);
    const { execution_id: executionId, task_id: taskId } = action;
    if (executionId === null || taskId === null) return this.updateAlone(id, action.state as State, state as State);
    // Its state may be another by now: the turn looks again.
    await this.parts.engine.take({
      executionId,
      taskId,
      told: { kind: 'actionUpdated', actionExecutionId: id, taskId, state: state as State },
      job: null,
    });
  }

  /** Of an action that runs alone nothing depends on its state. */
  private async updateAlone(id: Id, from: State, state: State): Promise<void> {
    const { actionRuns, clock, executions, projectId } = this.parts;
    assertActionMove(id, from, state);
    if (from === state || (await actionRuns.move(id, from, state, clock.now()))) return;
    const now = await executions.action(id, projectId);
    throw new IllegalStateError('ActionExecution', id, now?.state ?? from, state, []);
  }

  private async tell(id: Id, told: Told): Promise<void> {
    if (!(await this.parts.executions.execution(id, this.parts.projectId))) throw new NotFoundError('Execution', id);
    await this.parts.engine.take({ executionId: id, taskId: null, told, job: null });
  }

  private async tellOfTask(taskId: Id, told: Told): Promise<void> {
    const task = await this.parts.executions.task(taskId, this.parts.projectId);
    if (!task) throw new NotFoundError('TaskExecution', taskId);
    await this.parts.engine.take({ executionId: task.execution_id, taskId, told, job: null });
  }
}
