import { createServer, type Server } from 'node:http';
import { StartupError } from '../base/errors.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens for HTTP. Throws `StartupError` of one line where the port is taken or not ours to have. */
export async function listen({ host, port }: { readonly host: string; readonly port: number }): Promise<Listening> {
  const server = createServer((request, response) => {
    const isHealth = request.method === 'GET' && request.url === '/health';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isHealth ? '{"status":"ready"}' : '{"error":"not found"}');
  });
  await bind(server, host, port);
  const address = server.address() as { port: number };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
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
