import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { GraphQLError } from 'graphql';
import { stringifyJson } from '../../base/json.ts';
import { readsOf } from '../../persistence/reads/Reads.ts';
import type { ApiContext, ApiParts } from '../ApiParts.ts';
import type { Caller } from '../access/Caller.ts';
import type { Gate } from '../access/Gate.ts';
import { formatError } from '../errors/formatError.ts';
import { graphiqlRouter } from '../graphiql/graphiqlRouter.ts';
import { Documents } from '../limits/Documents.ts';
import { DOCUMENT_LIMITS } from '../limits/limits.ts';
import { createSchema } from '../schema.ts';
import { admitDocument } from './admitDocument.ts';
import { authenticate, callerOf } from './authenticate.ts';
import { callbackRouter } from './callbackRouter.ts';
import { readBody } from './readBody.ts';
import type { Serving } from './Serving.ts';
import { serveEventStreams } from './serveEventStreams.ts';
import { serveWebSockets } from './serveWebSockets.ts';
import { showCost } from './showCost.ts';

const PATH = '/graphql';
const CALLBACKS = '/callbacks';

/** The API of this process, to be mounted on an HTTP server. */
export interface Api {
  readonly app: express.Express;
  /** Takes WebSocket connections of a server as well. */
  attach(server: Server): void;
  /** Ends the streams and what waits for actions, and once requests under way are answered, itself. */
  close(answered: Promise<unknown>): Promise<void>;
}

/** GraphQL over HTTP, WebSocket and server-sent events at `/graphql`. */
export async function createApi(parts: Omit<ApiParts, 'projectId'>, gate: Gate): Promise<Api> {
  const schema = createSchema();
  const documents = new Documents(schema);
  const contextFor = (caller: Caller): ApiContext => ({
    parts: { ...parts, projectId: caller.principal.project.id },
    reads: readsOf(parts.database.dataSource),
    caller,
  });
  const apollo = new ApolloServer<ApiContext>({
    schema,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    introspection: true,
    formatError: (_, error) =>
      formatError(parts.log, error instanceof GraphQLError ? error : new GraphQLError(String(error))),
    stringifyResult: stringifyJson,
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokens },
    plugins: [showCost(schema)],
    logger: quiet(parts),
  });
  await apollo.start();
  const serving: Serving = { schema, documents, contextFor, gate, log: parts.log };
  const sockets = serveWebSockets(serving);
  const eventStreams = serveEventStreams(serving);
  const app = express();
  app.disable('x-powered-by');
  app.use(
    PATH,
    graphiqlRouter(),
    authenticate(gate, parts.log),
    readBody,
    eventStreams.handle,
    admitDocument(documents),
    expressMiddleware(apollo, { context: async ({ res }) => contextFor(callerOf(res)) }),
  );
  app.use(CALLBACKS, callbackRouter(parts));
  return {
    app,
    attach: (server) => {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (new URL(request.url ?? '/', 'http://localhost').pathname === PATH) sockets.upgrade(request, socket, head);
        else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      });
    },
    close: async (answered) => {
      parts.feed.close();
      parts.ends.close();
      eventStreams.close();
      await sockets.close();
      await answered;
      await apollo.stop();
    },
  };
}

function quiet({ log }: Pick<ApiParts, 'log'>) {
  const say = (level: 'debug' | 'warn' | 'error') => (message?: unknown) => log[level]({}, String(message));
  return { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('error') };
}
