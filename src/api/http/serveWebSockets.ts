import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageOf, UserError } from '../../base/errors.ts';
import { parseJson, stringifyJson } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { ApiContext } from '../ApiParts.ts';
import type { Caller } from '../access/Caller.ts';
import type { Gate } from '../access/Gate.ts';
import { formatError } from '../errors/formatError.ts';
import { gatherWrites } from './gatherWrites.ts';
import { BODY_LIMIT_BYTES } from './readBody.ts';

/** How long a client may take to say goodbye when the server goes. One that is gone itself never does. */
const PATIENCE_MS = 2_000;
/** How often it is looked whether a client that was let in still may be. */
const RECHECK_MS = 5_000;
/** What a client is told by the end of its connection, as graphql-transport-ws has it. */
const FORBIDDEN = 4403;

/** Who is at the other end of a connection. */
type Known = {
  caller?: Caller;
  recheck?: NodeJS.Timeout;
};

export interface WebSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** GraphQL over WebSocket (graphql-transport-ws): subscriptions, and everything else as well. */
export function serveWebSockets({
  schema,
  contextFor,
  gate,
  log,
}: {
  readonly schema: GraphQLSchema;
  readonly contextFor: (caller: Caller) => ApiContext;
  readonly gate: Gate;
  readonly log: Logger;
}): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT_BYTES });
  const tickets = new Tickets();
  server.on('connection', (socket) => tickets.redeemOn(socket));
  const { dispose } = useServer<Record<string, unknown>, Known>(
    {
      schema,
      context: ({ extra }) => contextFor(extra.caller as Caller),
      onConnect: async ({ connectionParams, extra }) => admit(gate, authorizationOf(connectionParams), extra, log),
      onClose: ({ extra }) => clearInterval(extra.recheck),
      onNext: (_context, _id, _payload, _args, result) => withErrors(result, log),
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
  if (authorization === undefined) return true;
  extra.recheck = setInterval(() => {
    gate.admit(authorization).catch((error: unknown) => {
      if (error instanceof UserError) extra.socket.close(FORBIDDEN, 'Forbidden');
      else log.warn({ error: messageOf(error) }, 'whether a client may stay could not be found out');
    });
  }, RECHECK_MS);
  return true;
}

/** Browsers cannot set headers for a WebSocket, so it stands in the parameters of the connection. */
function authorizationOf(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const [, value] = Object.entries(parameters ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return typeof value === 'string' ? value : undefined;
}

function withErrors(result: ExecutionResult, log: Logger): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => formatError(log, error)) as unknown as GraphQLError[] };
}

function asGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(String((error as Error).message ?? error));
}

/** Numbers arrive with their text, so that none is rounded. */
function losslessNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? parseJson(context.source) : value;
}

/**
 * graphql-ws writes its messages with `JSON.stringify`, which cannot write what we keep of numbers and key order. So it is
 * handed a ticket for each message, and the socket that is to send the ticket sends the message.
 */
class Tickets {
  private readonly messages = new Map<string, unknown>();
  private count = 0;

  issue(message: unknown): number {
    this.messages.set(String(++this.count), message);
    return this.count;
  }

  redeemOn(socket: WebSocket): void {
    const send = socket.send.bind(socket) as (data: unknown, done?: (error?: Error) => void) => void;
    // A client that hangs up is told by the socket's end. That a message did not reach it is nobody's error.
    socket.send = ((data: unknown, done?: () => void) => send(this.redeem(data), () => done?.())) as typeof socket.send;
  }

  private redeem(data: unknown): unknown {
    const ticket = String(data);
    if (!this.messages.has(ticket)) return data;
    const message = this.messages.get(ticket);
    this.messages.delete(ticket);
    return stringifyJson(message);
  }
}
