import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { messageOf, StartupError } from '../base/errors.ts';
import { serviceUrl } from './serviceUrl.ts';

/** How long requests under way may still take once the server closes. */
const PATIENCE_MS = 5_000;

export interface Listening {
  readonly url: string;
  readonly server: Server;
  /** From now on requests other than for health go there. */
  handle(listener: RequestListener): void;
  /** Takes no more connections, and closes those there are once their requests are answered. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Paths of a certificate with its chain and of its key, in PEM; `undefined`: plain HTTP. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
}

/**
 * Listens for HTTP, or for HTTPS where there is a certificate. Whether the process is ready is answered by `GET /health`: 503 until there is a handler, and again once it
 * closes; requests on connections that are still there then are sent elsewhere. Throws `StartupError` of one line where the
 * port is taken or not ours to have, or the certificate cannot be used.
 */
export async function listen({ host, port, tlsCert, tlsKey }: ListenOptions): Promise<Listening> {
  let handler: RequestListener | undefined;
  let isClosing = false;
  const answer: RequestListener = (request, response) => {
    const isReady = handler !== undefined && !isClosing;
    if (request.method === 'GET' && request.url === '/health') return answerHealth(response, isReady);
    if (handler && isReady) return handler(request, response);
    refuse(response, isClosing ? 'The service is stopping.' : 'The service is starting.');
  };
  const isTls = tlsCert !== undefined && tlsKey !== undefined;
  const server = isTls ? tlsServer(tlsCert, tlsKey, answer) : createServer(answer);
  await bind(server, host, port);
  const address = server.address() as { port: number };
  return {
    url: serviceUrl({ host, port: address.port, isTls }),
    server,
    handle: (listener) => {
      handler = listener;
    },
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
      }),
  };
}

function tlsServer(certPath: string, keyPath: string, answer: RequestListener): Server {
  try {
    return createTlsServer({ cert: readFileSync(certPath), key: readFileSync(keyPath), minVersion: 'TLSv1.2' }, answer);
  } catch (cause) {
    throw new StartupError(`The certificate ${certPath} with the key ${keyPath} cannot be used: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function answerHealth(response: ServerResponse, isReady: boolean): void {
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(`{"status":"${isReady ? 'ready' : 'starting'}"}`);
}

/** In the form that clients of GraphQL understand. */
function refuse(response: ServerResponse, message: string): void {
  response.writeHead(503, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code: 'UNAVAILABLE' } }] }));
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartupError(reasonOf(error, host, port), { cause: error })),
    );
    server.listen(port, host);
  });
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program; choose another with --port.`;
  if (error.code === 'EACCES')
    return `Port ${port} on ${host} may not be used by this user; choose one above 1023 with --port.`;
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}
