import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { StartupError } from '../base/errors.ts';

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

/**
 * Listens for HTTP. Whether the process is ready is answered by `GET /health`: 503 until there is a handler. Throws
 * `StartupError` of one line where the port is taken or not ours to have.
 */
export async function listen({ host, port }: { readonly host: string; readonly port: number }): Promise<Listening> {
  let handler: RequestListener | undefined;
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/health') return answerHealth(response, handler !== undefined);
    if (handler) return handler(request, response);
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"starting"}');
  });
  await bind(server, host, port);
  const address = server.address() as { port: number };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    server,
    handle: (listener) => {
      handler = listener;
    },
    close: () =>
      new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
      }),
  };
}

function answerHealth(response: ServerResponse, isReady: boolean): void {
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(`{"status":"${isReady ? 'ready' : 'starting'}"}`);
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
