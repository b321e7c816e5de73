import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { LimitError, UserError } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { Caller } from '../access/Caller.ts';
import type { Gate } from '../access/Gate.ts';
import { formatError } from '../errors/formatError.ts';
import { OPERATIONS_PER_SOCKET } from '../limits/limits.ts';
import { gatherWrites } from './gatherWrites.ts';
import { prepareOperation } from './prepareOperation.ts';
import { BODY_LIMIT_BYTES } from './readBody.ts';
import type { Serving } from './Serving.ts';
import { costExtension } from './showCost.ts';
import { Tickets } from './Tickets.ts';
import { watchCaller } from './watchCaller.ts';
import { asGraphQLError, withErrors } from './withErrors.ts';

/** How long a client may take to say goodbye when the server goes. One that is gone itself never does. */
const PATIENCE_MS = 2_000;
/** What a client is told by the end of its connection, as graphql-transport-ws has it. */
const FORBIDDEN = 4403;

/** Who is at the other end of a connection. */
type Known = {
  caller?: Caller;
  stopWatching?: () => void;
};

export interface WebSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** GraphQL over WebSocket (graphql-transport-ws): subscriptions, and everything else as well. */
export function serveWebSockets({ schema, documents, contextFor, gate, log }: Serving): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT_BYTES });
  const tickets = new Tickets();
  const costs = new WeakMap<object, number>();
  server.on('connection', (socket) => redeemOn(socket, tickets));
  const { dispose } = useServer<Record<string, unknown>, Known>(
    {
      onConnect: async ({ connectionParams, extra }) => admit(gate, authorizationOf(connectionParams), extra, log),
      onClose: ({ extra }) => extra.stopWatching?.(),
      onSubscribe: ({ subscriptions, extra }, _id, request) => {
        const actual = Object.keys(subscriptions).length;
        if (actual > OPERATIONS_PER_SOCKET) return [tooMany(actual)];
        const context = () => contextFor(extra.caller as Caller);
        const prepared = prepareOperation({ schema, documents, context }, request);
        if ('errors' in prepared) return prepared.errors;
        costs.set(prepared.args, prepared.cost);
        return prepared.args;
      },
      onNext: (_context, _id, _payload, args, result) => {
        const cost = costs.get(args);
        // A stream says it once.
        costs.delete(args);
        return { ...withErrors(result, log), ...(cost !== undefined && { extensions: costExtension(cost) }) };
      },
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(log, asGraphQLError(error))),
      jsonMessageReplacer: (key, value) => (key === '' ? tickets.issue(value) : value),
      jsonMessageReviver: losslessNumbers as (key: string, value: unknown) => unknown,
    },
    server,
  );
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (webSocket) => {
        gatherWrites(webSocket, socket);
        server.emit('connection', webSocket, request);
      }),
    close: async () => {
      const cutOff = setTimeout(() => server.clients.forEach((socket) => void socket.terminate()), PATIENCE_MS);
      await dispose();
      clearTimeout(cutOff);
    },
  };
}

/** Lets a client in, and looks again and again whether it still may be here. False where it may not. */
async function admit(
  gate: Gate,
  authorization: string | undefined,
  extra: Known & { readonly socket: WebSocket },
  log: Logger,
): Promise<boolean> {
  try {
    extra.caller = await gate.admit(authorization);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
  extra.stopWatching = watchCaller(gate, authorization, log, () => extra.socket.close(FORBIDDEN, 'Forbidden'));
  return true;
}

/** Browsers cannot set headers for a WebSocket, so it stands in the parameters of the connection. */
function authorizationOf(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const [, value] = Object.entries(parameters ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return typeof value === 'string' ? value : undefined;
}

function tooMany(actual: number): GraphQLError {
  const error = new LimitError('The number of operations at once', OPERATIONS_PER_SOCKET, actual, 'operations');
  return new GraphQLError(error.message, { originalError: error });
}

/** Numbers arrive with their text, so that none is rounded. */
function losslessNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? parseJson(context.source) : value;
}

/** What is to be sent is a ticket, or says itself what it is. */
function redeemOn(socket: WebSocket, tickets: Tickets): void {
  const send = socket.send.bind(socket) as (data: unknown, done?: (error?: Error) => void) => void;
  // A client that hangs up is told by the socket's end. That a message did not reach it is nobody's error.
  socket.send = ((data: unknown, done?: () => void) =>
    send(tickets.redeem(String(data)) ?? data, () => done?.())) as typeof socket.send;
}
