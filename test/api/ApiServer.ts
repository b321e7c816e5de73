import { createPostgres, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server, type ServerOptions } from '../support/Server.ts';

export interface ErrorShown {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly [detail: string]: unknown;
}

export interface ExecutionShown {
  readonly id: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly output: unknown;
}

export const ERRORS = `errors {
  __typename code message path
  ... on DefinitionError { issues { message hint line column yamlPath severity } }
  ... on InvalidInputError { missing unexpected }
  ... on InvalidTransitionError { from to allowed }
  ... on LimitExceededError { limit actual }
  ... on NotFoundError { kind name }
  ... on AlreadyExistsError { kind name }
  ... on ConflictError { existingId }
}`;

const FINAL = ['SUCCESS', 'ERROR', 'CANCELLED'];

/** A real server on a database of its own, and the few requests most tests begin with. */
export class ApiServer {
  private constructor(
    readonly server: Server,
    private readonly database: TestDatabase,
  ) {}

  static async open({ flags = [], env = {} }: ServerOptions = {}): Promise<ApiServer> {
    const database = await createPostgres();
    return new ApiServer(await Server.start({ flags: ['--database-url', database.url, ...flags], env }), database);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }

  async createWorkflows(
    definition: string,
    more: object = {},
  ): Promise<{ workflows: { id: string; name: string }[]; errors: ErrorShown[] }> {
    const query = `mutation ($input: CreateWorkflowsInput!) { payload: createWorkflows(input: $input) { workflows { id name } ${ERRORS} } }`;
    return (await this.server.ask<{ payload: never }>(query, { input: { definition, ...more } })).payload;
  }

  async start(
    workflow: string,
    more: object = {},
  ): Promise<{ execution: ExecutionShown; replayed: boolean; errors: ErrorShown[] }> {
    const query = `mutation ($input: StartExecutionInput!) { payload: startExecution(input: $input) {
      execution { id state stateInfo output } replayed ${ERRORS} } }`;
    return (await this.server.ask<{ payload: never }>(query, { input: { workflow, ...more } })).payload;
  }

  /** The execution once it has ended. */
  async end(id: string): Promise<ExecutionShown> {
    return eventually(async () => {
      const query = 'query ($id: ID!) { execution(id: $id) { id state stateInfo output } }';
      const { execution } = await this.server.ask<{ execution: ExecutionShown }>(query, { id });
      if (!FINAL.includes(execution.state)) throw new Error(`The execution is ${execution.state}.`);
      return execution;
    });
  }

  async run(workflow: string, more: object = {}): Promise<ExecutionShown> {
    const { execution, errors } = await this.start(workflow, more);
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
    return this.end(execution.id);
  }
}
