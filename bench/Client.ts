import { Agent, request } from 'node:http';
import { createClient, type Client as Subscriber } from 'graphql-ws';
import WebSocket from 'ws';

/** A client as an application would have one: kept connections for requests, one WebSocket for streams. */
export class Client {
  private readonly agent: Agent;
  private readonly subscriber: Subscriber;
  private readonly endpoint: string;

  constructor(url: string, connections = 1) {
    this.endpoint = `${url}/graphql`;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.subscriber = createClient({
      url: this.endpoint.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => {},
    });
  }

  /** Starts an execution; answers with its id once it is kept. */
  async start(workflow: string, number: number): Promise<string> {
    const { startExecution } = await this.ask<Started>(START, { workflow, input: { number } });
    if (!startExecution.execution) throw new Error(startExecution.errors.map(({ message }) => message).join('; '));
    return startExecution.execution.id;
  }

  /**
   * Follows an execution until it is SUCCESS; from a cursor, else from a snapshot. Answers with the last cursor. Where the
   * stream was too fast for it, it goes on after what it has seen.
   */
  watch(id: string, after: string | null = null): Promise<string> {
    return new Promise((resolve, reject) => {
      const leave = this.subscriber.subscribe<{ executionStream: StreamItem }>(
        { query: WATCH, variables: { id, after } },
        {
          next: ({ data, errors }) => {
            const item = data?.executionStream;
            const state =
              item?.execution?.state ?? (item?.__typename === 'ExecutionStateChanged' ? item.to : undefined);
            const isReset = item?.__typename === 'StreamReset' && item.reason === 'LAGGED';
            const isBroken = !item || errors || (item.__typename === 'StreamReset' && !isReset);
            if (isReset) resolve(this.watch(id, item.cursor));
            if (isBroken || state === 'ERROR') reject(new Error(JSON.stringify(errors ?? item)));
            if (state === 'SUCCESS') resolve(item?.cursor ?? '');
            if (isBroken || isReset || state === 'ERROR' || state === 'SUCCESS') leave();
          },
          error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
          complete: () => reject(new Error('The stream ended before the execution did.')),
        },
      );
    });
  }

  async countSucceeded(workflow: string): Promise<number> {
    const { executions } = await this.ask<{ executions: { totalCount: number } }>(COUNT, { workflow });
    return executions.totalCount;
  }

  async createWorkflows(definition: string): Promise<void> {
    const { createWorkflows } = await this.ask<{ createWorkflows: { errors: { message: string }[] } }>(CREATE, {
      definition,
    });
    if (createWorkflows.errors.length > 0) throw new Error(JSON.stringify(createWorkflows.errors));
  }

  close(): void {
    void this.subscriber.dispose();
    this.agent.destroy();
  }

  private async ask<Data>(query: string, variables: object): Promise<Data> {
    const { data, errors } = JSON.parse(await this.post(JSON.stringify({ query, variables })));
    if (errors) throw new Error(JSON.stringify(errors));
    return data as Data;
  }

  private post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(this.endpoint, { method: 'POST', agent: this.agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => resolve(text)).once('error', reject);
      });
      sent.once('error', reject).end(body);
    });
  }
}

interface Started {
  readonly startExecution: { execution: { id: string } | null; errors: { message: string }[] };
}

interface StreamItem {
  readonly __typename: string;
  readonly cursor: string;
  readonly to?: string;
  readonly reason?: string;
  readonly execution?: { readonly state: string };
}

const START = `mutation ($workflow: String!, $input: JSON) {
  startExecution(input: { workflow: $workflow, input: $input }) { execution { id } errors { message } }
}`;
const WATCH = `subscription ($id: ID!, $after: EventCursor) {
  executionStream(id: $id, after: $after) {
    __typename
    ... on Snapshot { cursor execution { state } }
    ... on ExecutionStateChanged { cursor to }
    ... on StreamReset { cursor reason }
  }
}`;
const COUNT = `query ($workflow: String!) {
  executions(first: 1, filter: { workflowName: { eq: $workflow }, state: [SUCCESS] }) { totalCount }
}`;
const CREATE = `mutation ($definition: String!) {
  createWorkflows(input: { definition: $definition }) { errors { message } }
}`;
