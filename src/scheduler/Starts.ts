import { NotFoundError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import type { Environments } from '../catalog/Environments.ts';
import type { Workflows } from '../catalog/Workflows.ts';
import type { LockedCronTrigger } from '../engine/changeCronTrigger.ts';
import type { Engine } from '../engine/Engine.ts';
import type { IdentifiedStart, Start } from '../engine/startExecutions.ts';
import type { CronTriggerRow, WorkflowRow } from '../persistence/rows.ts';
import type { Values } from './checkCronTrigger.ts';
import type { Moment } from './cron/Pattern.ts';
import { valuesOf } from './cronTriggerColumns.ts';

export interface StartsParts {
  readonly engine: Engine;
  readonly workflows: Workflows;
  readonly environments: Environments;
}

/** The executions that a trigger starts. */
export class Starts {
  constructor(private readonly parts: StartsParts) {}

  /** Those of some times that no execution was started for. */
  async unstarted(
    row: CronTriggerRow,
    times: readonly Moment[],
    { usedKeys }: Pick<LockedCronTrigger, 'usedKeys'>,
  ): Promise<readonly Moment[]> {
    if (times.length === 0) return [];
    const used = new Set(
      await usedKeys(
        row.project_id,
        times.map((time) => keyOf(row.id, time)),
      ),
    );
    return times.filter((time) => !used.has(keyOf(row.id, time)));
  }

  /** Starts for times of the schedule; `null` is now. Throws a `UserError` where the workflow cannot be started. */
  async of(row: CronTriggerRow, times: readonly (Moment | null)[]): Promise<IdentifiedStart[]> {
    if (times.length === 0) return [];
    const { id: triggerId, name, project_id: projectId, workflow_id, namespace, overlap } = row;
    const workflow = await this.parts.workflows.resolve(workflow_id, { projectId, namespace });
    const start = await this.check(row, workflow);
    const isAwaited = overlap === 'QUEUE';
    return times.map((time) => {
      const scheduledFor = time === null ? {} : { scheduledFor: new Date(time).toISOString() };
      return {
        ...start,
        id: newId(),
        idempotencyKey: time === null ? null : keyOf(triggerId, time),
        trigger: { kind: 'CRON', id: triggerId, name, ...scheduledFor, ...(isAwaited && { isAwaited }) },
      };
    });
  }

  /** What a trigger starts, complete. Throws a `UserError` where its workflow does not take that. */
  async check(row: CronTriggerRow, workflow: WorkflowRow): Promise<Start> {
    const { engine, workflows } = this.parts;
    const spec = await workflows.specOf(workflow.id, workflow.revision);
    const { id, name, namespace, revision } = workflow;
    return engine.checkStart({
      projectId: row.project_id,
      namespace: row.namespace,
      workflow: { id, name, namespace, revision, spec },
      input: valuesOf(row.input),
      params: await this.withEnvironment(row.project_id, valuesOf(row.params)),
      description: row.description,
      idempotencyKey: null,
      requestHash: null,
    });
  }

  /** An execution gets what a stored environment holds when it starts. */
  private async withEnvironment(projectId: Id, params: Values): Promise<Values> {
    const { env } = params as { readonly env?: Value };
    if (typeof env !== 'string') return params;
    const variables = await this.parts.environments.get(env, projectId);
    if (!variables) throw new NotFoundError('Environment', env).at(['input', 'params', 'env']);
    return { ...params, env: variables };
  }
}

function keyOf(triggerId: Id, time: Moment): string {
  return `cron ${triggerId} ${new Date(time).toISOString()}`;
}
