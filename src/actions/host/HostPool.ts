import type { PluginHome } from '../Action.ts';
import { type TextResult, textError } from '../runActionText.ts';
import { type HostedCall, HostProcess } from './HostProcess.ts';
import type { EgressLists } from './messages.ts';
import type { PluginReport } from './PluginReport.ts';

/** A process that has had nothing to do for this long ends. */
const IDLE_MS = 30_000;
/** How long a call waits for a process that is there before another is started: most actions are done sooner. */
const PATIENCE_MS = 25;

export interface PoolOptions {
  /** Processes at once. */
  readonly limit: number;
  /** How long an action may take to end once its signal has fired; then its process is killed. */
  readonly graceMs: number;
  readonly egress: EgressLists;
}

interface Waiting {
  readonly call: HostedCall;
  readonly sinceMs: number;
  resolve(result: TextResult): void;
}

/** The processes that can do each other's work, and what waits for them. */
interface Group {
  readonly home: PluginHome;
  readonly members: Set<HostProcess>;
  readonly idle: { readonly host: HostProcess; readonly timer: NodeJS.Timeout }[];
  starting: number;
  readonly waiting: Waiting[];
  patience?: NodeJS.Timeout | undefined;
}

/**
 * The processes of plugins. Each belongs to one version of one plugin and runs one action at a time: what it does to itself,
 * it does to nobody else. They are started when there is work, one after another, kept while there is more, and end when idle.
 */
export class HostPool {
  private readonly groups = new Map<string, Group>();
  private isClosed = false;

  constructor(private readonly options: PoolOptions) {}

  /** Processes that there are. */
  get size(): number {
    return [...this.groups.values()].reduce((sum, { members }) => sum + members.size, 0);
  }

  /** Has a plugin load and describe itself. Rejects where its process does not live to do so. */
  async describe(home: PluginHome): Promise<PluginReport> {
    const group = this.groupOf(home);
    const host = this.start(group);
    const report = await host.ready;
    // How it is started depends on what it declares, which is known only now.
    if (keyOf({ ...home, ...limitsOf(report) }) !== keyOf(home)) host.kill();
    return report;
  }

  /** Runs an action in a process of its plugin. Never rejects. */
  run(home: PluginHome, call: HostedCall): Promise<TextResult> {
    if (this.isClosed) return Promise.resolve(textError(SHUTDOWN));
    const group = this.groupOf(home);
    return new Promise((resolve) => {
      const entry: Waiting = { call, sinceMs: performance.now(), resolve };
      group.waiting.push(entry);
      this.dispatch(group);
      const { signal } = call.request;
      if (signal.aborted) giveUp(group, entry);
      else signal.addEventListener('abort', () => giveUp(group, entry), { once: true });
    });
  }

  /** Ends the idle processes of versions that are not in use any more; those at work end when they are idle for a while. */
  retire(current: readonly PluginHome[]): void {
    const keys = new Set(current.map(keyOf));
    for (const [key, { idle }] of this.groups) if (!keys.has(key)) for (const { host } of idle) host.kill();
  }

  /** Ends all. What they run fails. */
  async close(): Promise<void> {
    this.isClosed = true;
    const ends: Promise<void>[] = [];
    for (const group of this.groups.values()) {
      clearTimeout(group.patience);
      for (const { resolve } of group.waiting.splice(0)) resolve(textError(SHUTDOWN));
      for (const host of group.members) {
        host.kill(SHUTDOWN);
        ends.push(host.ended);
      }
    }
    await Promise.all(ends);
  }

  private groupOf(home: PluginHome): Group {
    const key = keyOf(home);
    const known = this.groups.get(key);
    if (known) return known;
    const group: Group = { home, members: new Set(), idle: [], starting: 0, waiting: [] };
    this.groups.set(key, group);
    return group;
  }

  private dispatch(group: Group): void {
    while (group.waiting.length > 0) {
      const next = group.idle.pop();
      if (!next) break;
      clearTimeout(next.timer);
      if (next.host.isAlive) void this.work(group, next.host, group.waiting.shift() as Waiting);
    }
    this.grow(group);
  }

  /** Starts a process where what waits finds none, or has waited for long enough. */
  private grow(group: Group): void {
    const [oldest] = group.waiting;
    if (!oldest || this.isClosed) return;
    const isPatient = group.members.size > 0 && performance.now() - oldest.sinceMs < PATIENCE_MS;
    if (!isPatient && group.starting === 0 && this.makeRoom(group)) this.start(group);
    group.patience ??= setTimeout(() => {
      group.patience = undefined;
      this.grow(group);
    }, PATIENCE_MS);
  }

  /** Whether one more may be started. Where there is no room, an idle one of another plugin goes for it. */
  private makeRoom(group: Group): boolean {
    if (this.size < this.options.limit) return true;
    const other = [...this.groups.values()].find(({ idle }) => idle.length > 0);
    if (other !== group) other?.idle[0]?.host.kill();
    return false;
  }

  private start(group: Group): HostProcess {
    const host = new HostProcess(group.home, this.options);
    group.members.add(host);
    group.starting++;
    host.ready.then(
      () => {
        group.starting--;
        this.rest(group, host);
      },
      ({ message }: Error) => {
        group.starting--;
        // What cannot even be loaded will not run: those that wait for it are told, instead of trying for ever.
        for (const { resolve } of group.waiting.splice(0)) resolve(textError({ code: 'CRASHED', message }));
      },
    );
    void host.ended.then(() => this.forget(group, host));
    return host;
  }

  private forget(group: Group, host: HostProcess): void {
    group.members.delete(host);
    const index = group.idle.findIndex((each) => each.host === host);
    for (const { timer } of index < 0 ? [] : group.idle.splice(index, 1)) clearTimeout(timer);
    if (group.members.size === 0 && group.waiting.length === 0) this.groups.delete(keyOf(group.home));
    for (const each of this.groups.values()) this.grow(each);
  }

  private async work(group: Group, host: HostProcess, { call, resolve }: Waiting): Promise<void> {
    resolve(await host.run(call));
    if (host.isAlive) this.rest(group, host);
  }

  private rest(group: Group, host: HostProcess): void {
    const timer = setTimeout(() => host.kill(), IDLE_MS).unref();
    group.idle.push({ host, timer });
    this.dispatch(group);
  }
}

const SHUTDOWN = { code: 'ABORTED', message: 'The executor is shutting down.' };

/** One that has not begun when it is told to stop does not begin. */
function giveUp({ waiting }: Group, entry: Waiting): void {
  const index = waiting.indexOf(entry);
  if (index < 0) return;
  waiting.splice(index, 1);
  const { reason } = entry.call.request.signal;
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  const message = reason instanceof Error ? reason.message : String(reason);
  entry.resolve(textError({ code: isTimeout ? 'TIMEOUT' : 'ABORTED', message }));
}

const keys = new WeakMap<PluginHome, string>();

/** Processes of the same key can do each other's work. */
function keyOf(home: PluginHome): string {
  const { path, checksum, permissions, environment, memoryMegabytes } = home;
  const key = keys.get(home) ?? JSON.stringify([path, checksum, permissions, environment, memoryMegabytes]);
  keys.set(home, key);
  return key;
}

/** What a plugin declares that its process is started with. */
export function limitsOf(plugin: PluginReport): Pick<PluginHome, 'permissions' | 'environment' | 'memoryMegabytes'> {
  const { permissions, environment, memoryMegabytes } = plugin;
  return { permissions, environment, memoryMegabytes };
}
