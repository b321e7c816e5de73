import type { Server } from '../../support/Server.ts';
import { traceDefinitions, WORKFLOWS } from './traceWorkflows.ts';

/** Requests under way at once. */
const CLIENTS = 16;

const CREATE = `mutation ($input: CreateWorkflowsInput!) { createWorkflows(input: $input) { errors { code message } } }`;
const START = `mutation ($input: StartExecutionInput!) {
  startExecution(input: $input) { replayed execution { id } errors { code message } } }`;

interface Started {
  readonly startExecution: {
    readonly replayed: boolean;
    readonly execution: { readonly id: string } | null;
    readonly errors: readonly { readonly message: string }[];
  };
}

/** Stores the workflows of `traceWorkflows.ts`. */
export async function createTraceWorkflows(server: Server): Promise<void> {
  await server.ask(CREATE, { input: { definition: traceDefinitions() } });
}

/**
 * People who start executions, and do not give up: what was not acknowledged is asked for again, with the same key, of
 * whichever server is there next.
 */
export class Clients {
  /** Idempotency key → id of the execution. */
  readonly acknowledged = new Map<string, string>();
  /** Starts that were answered as begun by an earlier request. */
  replayed = 0;
  private readonly asked: { key: string; workflow: string }[] = [];

  constructor(private readonly input: object) {}

  /** Adds starts, of the given workflows in turn; they are sent with the next `send`. */
  ask(count: number, workflows: readonly string[] = WORKFLOWS.map(({ name }) => name)): void {
    for (let n = 0; n < count; n++) {
      this.asked.push({ key: `key-${this.asked.length}`, workflow: workflows[n % workflows.length] as string });
    }
  }

  /** Sends what has not been acknowledged; resolves when all is, or the server is gone. */
  send(server: Server): Promise<void> {
    return this.sendAll(
      server,
      this.asked.filter(({ key }) => !this.acknowledged.has(key)),
    );
  }

  /** Sends everything once more, acknowledged or not. */
  sendAgain(server: Server): Promise<void> {
    return this.sendAll(server, this.asked);
  }

  private async sendAll(server: Server, starts: readonly { key: string; workflow: string }[]): Promise<void> {
    const waiting = [...starts];
    const client = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.start(server, next);
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  }

  private async start(server: Server, { key, workflow }: { key: string; workflow: string }): Promise<void> {
    const input = { workflow, input: this.input, idempotencyKey: key };
    const answer = await server.send<Started>(START, { input }).catch(() => undefined);
    // Nobody was there to answer, or somebody who is leaving.
    if (!answer || answer.status === 503) return;
    const { execution, replayed, errors } = answer.data?.startExecution ?? { errors: answer.errors ?? [] };
    if (!execution || errors.length > 0) throw new Error(`${workflow} was not started: ${JSON.stringify(errors)}`);
    const earlier = this.acknowledged.get(key);
    if (earlier !== undefined && earlier !== execution.id) throw new Error(`${key} has started two executions.`);
    this.acknowledged.set(key, execution.id);
    if (replayed) this.replayed++;
  }
}
