import type { Value } from '../base/json.ts';
import type { Connection } from './Connection.ts';
import type { Result } from './View.ts';
import { WrongUse } from './WrongUse.ts';

type Ask = Pick<Connection, 'ask'>;

export interface Start {
  readonly workflow: string;
  readonly input: Value | undefined;
  readonly env: Value | undefined;
  /** Makes of several requests one start, so that one may be sent again without knowing what became of it. */
  readonly idempotencyKey: string;
}

/** Starts a workflow and answers with the execution's id. Throws `WrongUse` where the service does not accept it. */
export async function startExecution(connection: Ask, { env, ...input }: Start): Promise<string> {
  const query = `mutation Start($input: StartExecutionInput!) {
    startExecution(input: $input) { execution { id } errors { message } }
  }`;
  type Payload = {
    readonly execution: { readonly id: string } | null;
    readonly errors: readonly { message: string }[];
  };
  const { startExecution: payload } = await connection.ask<{ startExecution: Payload }>(query, {
    input: { ...input, ...(env !== undefined && { params: { env } }) },
  });
  if (payload.execution) return payload.execution.id;
  throw new WrongUse(payload.errors.map(({ message }) => message).join(' '));
}

/** What became of an execution. */
export async function readResult(connection: Ask, executionId: string): Promise<Result> {
  const query = `query Result($id: ID!) {
    execution(id: $id) { workflowName state stateInfo output createdAt finishedAt updatedAt }
  }`;
  interface Row {
    readonly workflowName: string;
    readonly state: string;
    readonly stateInfo: string | null;
    readonly output: Value;
    readonly createdAt: string;
    readonly finishedAt: string | null;
    readonly updatedAt: string;
  }
  const { execution } = await connection.ask<{ execution: Row | null }>(query, { id: executionId });
  if (!execution) throw new WrongUse(`Execution '${executionId}' was deleted before it could be read.`);
  const { workflowName: workflow, state, stateInfo, output, createdAt, finishedAt, updatedAt } = execution;
  const durationMs = Math.max(0, Date.parse(finishedAt ?? updatedAt) - Date.parse(createdAt));
  return { executionId, workflow, state, stateInfo, output, durationMs };
}
