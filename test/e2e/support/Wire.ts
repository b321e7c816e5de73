import WebSocket from 'ws';
import type { Server } from '../../support/Server.ts';

const streamOf = (
  ofAction: string,
) => `subscription ($id: ID!, $after: EventCursor) { executionStream(id: $id, after: $after) {
  kind: __typename
  ... on Snapshot { cursor execution { ...Seen tasks { nodes { executions { nodes { ...Seen } } } } } }
  ... on ExecutionStateChanged { cursor from to execution { id } }
  ... on TaskStateChanged { cursor from to task { id } }
  ... on ActionStateChanged { cursor from to action { id ${ofAction} } }
  ... on StreamReset { cursor reason }
  ... on Heartbeat { cursor } } }
  fragment Seen on Execution { id state tasks { nodes { id state actions { nodes { id state } } } } }`;

interface Seen {
  readonly id: string;
  readonly state: string;
}
interface Nodes<Node> {
  readonly nodes: readonly Node[];
}

/** An execution with its tree. */
export interface SeenExecution extends Seen {
  readonly tasks: Nodes<Seen & { readonly actions: Nodes<Seen>; readonly executions?: Nodes<SeenExecution> }>;
}

/** An item of `executionStream`, with what the query above asks for. */
export interface Item {
  readonly kind: string;
  readonly cursor: string;
  readonly from?: string | null;
  readonly to?: string;
  readonly reason?: string;
  readonly task?: { readonly id: string };
  readonly action?: { readonly id: string };
  readonly execution?: SeenExecution;
}

/** How a subscription came to its end. */
export interface Ending {
  readonly isCut: boolean;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** One connection with one subscription to `executionStream`, without any comfort: it can be cut as a cable is. */
export class Wire {
  readonly ended: Promise<Ending>;
  private readonly socket: WebSocket;
  private isCut = false;

  /** `ofAction`: further fields of each action that changes. */
  constructor(
    server: Server,
    variables: { readonly id: string; readonly after?: string | null },
    onItem: (item: Item) => void,
    ofAction = '',
  ) {
    const query = streamOf(ofAction);
    this.socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    this.ended = new Promise((end) => {
      const done = (errors: Ending['errors'] = []) => end({ isCut: this.isCut, errors });
      const say = (message: object) => this.socket.send(JSON.stringify(message));
      this.socket.on('open', () => say({ type: 'connection_init' }));
      this.socket.on('error', () => {});
      this.socket.on('close', () => done());
      this.socket.on('message', (data) => {
        if (this.isCut) return;
        const { type, payload } = JSON.parse(String(data));
        if (type === 'connection_ack') say({ type: 'subscribe', id: '1', payload: { query, variables } });
        if (type === 'ping') say({ type: 'pong' });
        if (type === 'next' && !payload.errors) onItem(payload.data.executionStream);
        if (type === 'next' && payload.errors) done(payload.errors);
        if (type === 'error') done(payload);
        if (type === 'complete') done();
      });
    });
  }

  /** Whatever is under way is lost; the other side is not told. */
  cut(): void {
    this.isCut = true;
    this.socket.terminate();
  }

  /** Reads nothing any more, but stays there. */
  pause(): void {
    this.socket.pause();
  }

  /** Reads on, beginning with what was written in the meantime. */
  resume(): void {
    this.socket.resume();
  }
}
