import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { parseJson, stringifyJson } from '../../src/base/json.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist', 'src', 'main.js');
/** What Node has compiled once, servers of all tests share: a third of the time that starting one takes. */
const COMPILED = join(tmpdir(), 'tramontane-test-compiled');

export interface ServerOptions {
  /** Flags beside `--port`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The answer of GraphQL over HTTP. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** Thrown when a server ends before it is ready. */
export class NeverReady extends Error {
  constructor(
    code: number | null,
    readonly signal: NodeJS.Signals | null,
    log: string,
  ) {
    super(`The server ended with ${code}: ${log}`);
  }
}

/** A real server process, as `npm start` runs it once everything is built (the gate builds before it tests). */
export class Server {
  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    private readonly errors: string[],
  ) {}

  /** Resolves when the server says that it is ready; rejects with what it wrote when it ends before that. */
  static start({ flags = [], env = {} }: ServerOptions = {}): Promise<Server> {
    const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', ...flags], {
      env: { ...process.env, TRAMONTANE_LOG_LEVEL: 'warn', NODE_COMPILE_CACHE: COMPILED, ...env },
      // The channel closes when the test's process ends, however that comes about, and then the server ends too.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.channel?.unref();
    const errors: string[] = [];
    child.stderr?.on('data', (chunk) => errors.push(String(chunk)));
    return new Promise((resolveServer, reject) => {
      child.stdout?.on('data', (chunk) => {
        const url = /ready on (\S+)/.exec(String(chunk))?.[1];
        if (url) resolveServer(new Server(child, url, errors));
      });
      child.once('exit', (code, signal) => reject(new NeverReady(code, signal, errors.join(''))));
    });
  }

  /** What it wrote to standard error. */
  get log(): string {
    return this.errors.join('');
  }

  /** Sends one GraphQL request, as whoever has the token. Numbers come back as they were sent. */
  async send<Data>(query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...credentials(token) },
      body: stringifyJson({ query, variables }),
    });
    return { status: response.status, ...(parseJson(await response.text()) as object) } as Answer<Data>;
  }

  /** The data of a request that has to succeed. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.send<Data>(query, variables);
    if (errors) throw new Error(`${errors.map((error) => error.message).join('; ')}\n${this.log}`);
    return data;
  }

  /** A client for subscriptions; connects when it is first used, and does not try again by itself. */
  subscriber(token?: string): Client {
    return createClient({
      connectionParams: credentials(token),
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: true,
    });
  }

  /** Asks it to stop, and waits for its end; answers with the exit code. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Ends it without asking. */
  kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  /** Resolves when it has ended, however that came about. */
  ended(): Promise<number | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return Promise.resolve(exitCode);
    return new Promise((done) => this.process.once('exit', done));
  }

  private end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = this.ended();
    if (this.process.exitCode === null) this.process.kill(signal);
    return ended;
  }
}

function credentials(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** A data directory for an embedded database of a test's own. */
export function temporaryDataDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tramontane-data-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
