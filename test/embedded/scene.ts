import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Logger, silentLogger } from '../../src/base/logger.ts';
import { readPostmasterFile } from '../../src/embedded/postmasterFile.ts';
import { livingProcess } from '../../src/embedded/processes.ts';
import { removeSocketFolder } from '../../src/embedded/socketFolder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/startEmbeddedPostgres.ts';

export const isRoot = process.getuid?.() === 0;

/** One test's data directory, and everything started on it: nothing of that outlives the test. */
export class Scene {
  readonly folder: string;
  readonly dataDir: string;
  /** Where root keeps what `nobody` has to get at. */
  readonly shared: string;
  readonly logged: { level: string; fields: object; message: string }[] = [];
  private readonly servers: EmbeddedPostgres[] = [];
  private readonly processes: ChildProcess[] = [];

  constructor(path = 'data') {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'tramontane-embedded-')));
    chmodSync(this.folder, 0o755);
    this.dataDir = join(this.folder, path);
    this.shared = join(this.folder, 'shared');
  }

  /** Where the cluster, its lock and its log are. */
  get place(): string {
    return realpathSync(join(this.dataDir, 'postgres'));
  }

  /** A folder as a home is: its owner's alone. */
  makePrivateHome(): string {
    const home = join(this.folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    return home;
  }

  /** Puts a fresh cluster there that was made once for all tests of a file, which is quicker than making one for each. */
  async fill(): Promise<void> {
    template ??= makeTemplate();
    const place = join(this.dataDir, 'postgres');
    mkdirSync(place, { recursive: true });
    // Unlike Node's, this copy keeps the owner.
    execFileSync('cp', ['-a', await template, join(place, 'data')]);
  }

  async start(dataDir = this.dataDir): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, log: this.log, sharedFolders: [this.shared] });
    this.servers.push(server);
    return server;
  }

  /** A process of its own that starts the server and goes on living; `said` is the URL, or what it complained of. */
  async startElsewhere(user?: number): Promise<{ process: ChildProcess; said: string }> {
    const child = this.spawnStarter(user);
    for await (const said of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
      return { process: child, said };
    throw new Error('the process said nothing');
  }

  spawnStarter(user?: number): ChildProcess {
    const starter = new URL('starter.ts', import.meta.url).pathname;
    const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
    const as = user === undefined ? {} : { uid: user, gid: user };
    const child = spawn(process.execPath, [...flags, starter, this.dataDir, this.shared], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...as,
    });
    this.processes.push(child);
    return child;
  }

  async end(): Promise<void> {
    for (const child of this.processes) await kill(child);
    for (const server of this.servers) await server.stop();
    await this.killLeftover();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  private async killLeftover(): Promise<void> {
    if (!existsSync(join(this.dataDir, 'postgres'))) return;
    const left = readPostmasterFile(join(this.place, 'data'));
    if (!left || !livingProcess(left.pid)?.command.includes(this.folder)) return;
    process.kill(left.pid, 'SIGQUIT');
    await eventually(() => !livingProcess(left.pid));
    removeSocketFolder(left.socketFolder);
  }

  private readonly log: Logger = {
    ...silentLogger,
    info: (fields, message) => void this.logged.push({ level: 'info', fields, message }),
    warn: (fields, message) => void this.logged.push({ level: 'warn', fields, message }),
    error: (fields, message) => void this.logged.push({ level: 'error', fields, message }),
  };
}

let template: Promise<string> | undefined;

/** For a file's `afterAll`, where its tests fill their scenes. */
export async function removeTemplate(): Promise<void> {
  if (template) rmSync(join(await template, '..', '..', '..'), { recursive: true, force: true });
}

async function makeTemplate(): Promise<string> {
  const scene = new Scene();
  await (await scene.start()).stop();
  return join(scene.place, 'data');
}

/** Kills a process as nothing can defend against, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Waits for something of the outside world. */
export async function eventually(isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const untilMs = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > untilMs) throw new Error('it never became so');
    await delay(10);
  }
}
