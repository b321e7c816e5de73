import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Server } from '../../support/Server.ts';

/** An item of `executionsStream`. */
export interface ListItem {
  readonly kind: string;
  readonly cursor: string;
  readonly change?: 'ENTERED' | 'UPDATED' | 'LEFT';
  readonly execution?: { readonly id: string };
  readonly executions?: readonly { readonly id: string }[];
  readonly totalCount?: number;
  readonly reason?: string;
}

const STREAM = `subscription ($filter: ExecutionFilter, $after: EventCursor) {
  executionsStream(filter: $filter, after: $after) {
    kind: __typename
    ... on ExecutionsSnapshot { cursor totalCount executions { id } }
    ... on ExecutionListChange { cursor change totalCount execution { id } }
    ... on StreamReset { cursor reason }
    ... on Heartbeat { cursor } } }`;

/**
 * A client that follows a list over connections that it cuts at random moments, each time to another server, and keeps the list as
 * it is told: a row that enters twice, or leaves without being there, is an error.
 */
export class ListFollower {
  readonly ids = new Set<string>();
  readonly changes: ListItem[] = [];
  connections = 0;
  totalCount = 0;
  private cursor: string | null = null;
  private isStopped = false;
  private client: Client | undefined;

  constructor(
    private readonly filter: object,
    private readonly servers: readonly Server[],
    private readonly random: () => number,
  ) {}

  async run(): Promise<void> {
    while (!this.isStopped) await this.connect();
  }

  stop(): void {
    this.isStopped = true;
    this.client?.terminate();
  }

  private async connect(): Promise<void> {
    const server = this.servers[this.connections++ % this.servers.length] as Server;
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    this.client = client;
    let left = Math.ceil(this.random() * 15);
    const variables = { filter: this.filter, after: this.cursor };
    try {
      for await (const { data, errors } of client.iterate<{ executionsStream: ListItem }>({
        query: STREAM,
        variables,
      })) {
        if (errors) throw new Error(JSON.stringify(errors));
        this.take(data?.executionsStream as ListItem);
        if (--left === 0) break;
      }
    } catch (error) {
      // Being cut off is what is tested.
      if (!this.isStopped) throw error;
    } finally {
      client.terminate();
    }
  }

  private take(item: ListItem): void {
    this.cursor = item.cursor;
    if (item.kind === 'ExecutionsSnapshot') for (const { id } of item.executions ?? []) this.ids.add(id);
    if (item.totalCount !== undefined) this.totalCount = item.totalCount;
    if (item.kind !== 'ExecutionListChange') return;
    this.changes.push(item);
    const id = item.execution?.id as string;
    if (this.ids.has(id) !== (item.change !== 'ENTERED')) throw new Error(`${item.change} of ${id} out of place`);
    if (item.change === 'LEFT') this.ids.delete(id);
    else this.ids.add(id);
    if (this.ids.size !== item.totalCount) throw new Error(`${this.ids.size} rows, told ${item.totalCount}`);
  }
}
