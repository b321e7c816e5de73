import { IllegalStateError, InputError, NotFoundError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import type { Values } from '../workflow/Facts.ts';
import { MOVES, type State } from '../workflow/State.ts';
import type { Engine } from './Engine.ts';
import type { Told } from './takeTurns.ts';

/** What people do to executions that are there. Each resolves once it is committed, and rejects where it cannot be done. */
export class Interventions {
  constructor(
    private readonly engine: Engine,
    private readonly executions: ExecutionStore,
    private readonly projectId: Id,
  ) {}

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
    const action = await this.executions.action(id, this.projectId);
    if (!action?.execution_id || !action.task_id) throw new NotFoundError('ActionExecution', id);
    const from = action.state as State;
    const isOpen = from === 'RUNNING' || from === 'PAUSED';
    if ((state !== 'PAUSED' && state !== 'RUNNING') || !isOpen) {
      throw new IllegalStateError('ActionExecution', id, from, state, isOpen ? ['PAUSED', 'RUNNING'] : MOVES[from]);
    }
    await this.engine.take({
      executionId: action.execution_id,
      taskId: action.task_id,
      told: { kind: 'actionUpdated', actionExecutionId: id, taskId: action.task_id, from, state },
      job: null,
    });
  }

  private async tell(id: Id, told: Told): Promise<void> {
    if (!(await this.executions.execution(id, this.projectId))) throw new NotFoundError('Execution', id);
    await this.engine.take({ executionId: id, taskId: null, told, job: null });
  }

  private async tellOfTask(taskId: Id, told: Told): Promise<void> {
    const task = await this.executions.task(taskId, this.projectId);
    if (!task) throw new NotFoundError('TaskExecution', taskId);
    await this.engine.take({ executionId: task.execution_id, taskId, told, job: null });
  }
}
