import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { SERVICE_FLAGS } from '../bin/setup/serviceFlags.mjs';

const MAIN = resolve(import.meta.dirname, '..', 'dist', 'src', 'main.js');
const PLUGINS = join(import.meta.dirname, 'plugins');

/** The service as a process of its own, with the embedded PostgreSQL on a data directory. */
export class BenchServer {
  readonly url: string;
  readonly dataDir: string;
  /** From the start of the process until it says that it is ready. */
  readonly readyMs: number;
  private readonly process: ChildProcess;

  private constructor(
    process: ChildProcess,
    { url, dataDir, readyMs }: Pick<BenchServer, 'url' | 'dataDir' | 'readyMs'>,
  ) {
    this.process = process;
    this.url = url;
    this.dataDir = dataDir;
    this.readyMs = readyMs;
  }

  static start(dataDir: string): Promise<BenchServer> {
    const begunMs = performance.now();
    const options = ['--port', '0', '--data-dir', dataDir, '--plugins', PLUGINS, '--in-process', 'std,bench'];
    const child = spawn(process.execPath, [...SERVICE_FLAGS, MAIN, 'serve', ...options], {
      cwd: dataDir,
      env: cleanEnvironment(),
      // The channel is how the service notices that we are gone, however that came about.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    return new Promise((done, reject) => {
      child.stdout?.on('data', (chunk) => {
        const url = /ready on (\S+)/.exec(String(chunk))?.[1];
        if (url) done(new BenchServer(child, { url, dataDir, readyMs: performance.now() - begunMs }));
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    });
  }

  get pid(): number {
    return this.process.pid as number;
  }

  get postmasterPid(): number {
    return Number(this.postmasterLines()[0]);
  }

  get postgresLog(): string {
    return join(this.dataDir, 'postgres', 'postgres.log');
  }

  /** The address of a database on the embedded server. */
  databaseUrl(name: string): string {
    const folder = encodeURIComponent(this.postmasterLines()[4]?.trim() ?? '');
    return `postgres://tramontane@localhost:5432/${name}?host=${folder}&sslmode=disable`;
  }

  /** Runs statements in the service's own database, under a name that tells them from the service's. */
  async query<Row extends pg.QueryResultRow>(...texts: readonly string[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl('tramontane'), application_name: BENCH });
    await client.connect();
    try {
      let rows: Row[] = [];
      for (const text of texts) rows = (await client.query<Row>(text)).rows;
      return rows;
    } finally {
      await client.end();
    }
  }

  stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return Promise.resolve();
    const ended = new Promise<void>((done) => this.process.once('exit', () => done()));
    this.process.kill('SIGTERM');
    return ended;
  }

  private postmasterLines(): string[] {
    return readFileSync(join(this.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  }
}

/** How our own connections call themselves. */
export const BENCH = 'tramontane-bench';

/** Nothing that happens to be set may send the service to another database, or to other plugins. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const isOurs = (name: string) => /^(TRAMONTANE_|PG)|^(DATABASE_URL|QUEUE_URL|PLUGINS_PATH)$/.test(name);
  const kept = Object.entries(process.env).filter(([name]) => !isOurs(name));
  return { ...Object.fromEntries(kept), TRAMONTANE_LOG_LEVEL: 'warn' };
}
