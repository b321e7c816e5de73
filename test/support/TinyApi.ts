import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { graphiqlRouter } from '../../src/api/graphiql/graphiqlRouter.ts';

const SCHEMA = buildSchema(`
  "A number with all of its digits."
  scalar Exact
  type Query { greeting: String!, exact: Exact! }
  type Item { word: String!, exact: Exact!, token: String }
  type Subscription { items: Item! }
`);

/** A number written as it stands. */
const exact = (text: string) => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);

/** An API with GraphiQL before it, as ours, but with next to nothing behind it. */
export class TinyApi {
  /** Lets the subscription go on to its second item. */
  readonly goOn: () => void;
  private readonly mayGoOn: Promise<void>;
  private readonly apollo: ApolloServer;
  private readonly server: Server;
  private readonly sockets: { dispose(): void | Promise<void> };

  private constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.mayGoOn = promise;
    this.goOn = resolve;
    this.apollo = new ApolloServer({
      schema: SCHEMA,
      rootValue: { greeting: 'hello', exact: exact('12345678901234567890.0') },
      stopOnTerminationSignals: false,
    });
    this.server = createServer();
    this.sockets = useServer(
      {
        schema: SCHEMA,
        context: ({ connectionParams }) => ({ token: connectionParams?.token }),
        roots: { subscription: { items: (_: unknown, context: { token?: string }) => this.items(context.token) } },
      },
      new WebSocketServer({ server: this.server, path: '/graphql' }),
    );
  }

  static async start(): Promise<TinyApi> {
    const api = new TinyApi();
    await api.apollo.start();
    const app = express();
    app.use('/graphql', graphiqlRouter(), express.json(), expressMiddleware(api.apollo));
    api.server.on('request', app);
    await new Promise<void>((listening) => api.server.listen(0, '127.0.0.1', listening));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Asks for a path exactly as it is written. */
  async get(path: string, headers: Record<string, string> = {}): Promise<{ response: IncomingMessage; text: string }> {
    const response = await new Promise<IncomingMessage>((answered, failed) =>
      request(this.url, { path, headers }, answered).on('error', failed).end(),
    );
    return { response, text: (await response.setEncoding('utf8').toArray()).join('') };
  }

  async stop(): Promise<void> {
    await this.sockets.dispose();
    await this.apollo.stop();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async *items(token?: string) {
    yield { items: { word: 'first', exact: exact('1.0'), token } };
    await this.mayGoOn;
    yield { items: { word: 'second', exact: exact('2.0'), token } };
  }
}
