import { silentLogger } from '../../src/base/logger.ts';
import { Closing } from '../../src/roles/Closing.ts';
import { readOptions } from '../../src/roles/options.ts';
import { startService } from '../../src/roles/serve.ts';
import { createPostgres, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';

/** The whole service within the test's process, so that its statements can be counted; on any database. */
export class InProcess {
  private constructor(
    private readonly url: string,
    private readonly closing: Closing,
    private readonly databases: readonly TestDatabase[],
  ) {}

  static async open(create: () => Promise<TestDatabase>): Promise<InProcess> {
    const database = await create();
    const queue = create === createPostgres ? database : await createPostgres();
    const closing = new Closing();
    const flags = ['--port', '0', '--database-url', database.url, '--queue-url', queue.url];
    const url = await startService(readOptions(flags, { env: {}, folder: '.' }), silentLogger, closing);
    return new InProcess(url, closing, [...new Set([database, queue])]);
  }

  async close(): Promise<void> {
    await this.closing.close();
    for (const database of this.databases) await database.drop();
  }

  /** Throws where the answer has errors. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }

  async create(definition: string): Promise<void> {
    const query =
      'mutation ($d: String!) { payload: createWorkflows(input: { definition: $d }) { errors { message } } }';
    const { payload } = await this.ask<{ payload: { errors: { message: string }[] } }>(query, { d: definition });
    if (payload.errors.length > 0) throw new Error(payload.errors.map(({ message }) => message).join('; '));
  }

  /** Starts a workflow, and waits until what runs of it fits. */
  async start(
    workflow: string,
    isThere: (tasks: readonly string[], state: string) => boolean,
    params = {},
    input = {},
  ): Promise<string> {
    const query = `mutation ($input: StartExecutionInput!) {
      payload: startExecution(input: $input) { execution { id } errors { message } } }`;
    const { payload } = await this.ask<{ payload: { execution: { id: string } } }>(query, {
      input: { workflow, params, input },
    });
    const { id } = payload.execution;
    await this.until(id, isThere);
    return id;
  }

  /** Waits until the tasks of an execution, each as `name STATE`, and its state fit. */
  async until(id: string, isThere: (tasks: readonly string[], state: string) => boolean): Promise<void> {
    const query = 'query ($id: ID!) { execution(id: $id) { state tasks(first: 200) { nodes { name state } } } }';
    await eventually(async () => {
      const { execution } = await this.ask<{
        execution: { state: string; tasks: { nodes: { name: string; state: string }[] } };
      }>(query, { id });
      const tasks = execution.tasks.nodes.map(({ name, state }) => `${name} ${state}`);
      if (!isThere(tasks, execution.state)) throw new Error(`${execution.state}: ${tasks.join(', ')}`);
    });
  }
}
