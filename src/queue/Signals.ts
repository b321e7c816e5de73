import pg from 'pg';
import { messageOf } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';

/**
 * What there may be: turns to take, jobs for any executor, jobs for some, actions that nobody wants any more, changes to
 * read, results of actions that run alone, triggers that have something to start.
 */
export type Signal = 'jobs' | 'targetedJobs' | 'stops' | 'turns' | 'changes' | 'results' | 'triggers';

interface Message {
  readonly from: Id;
  readonly kind: 'hello' | 'here' | 'bye' | 'wake';
  readonly signals?: readonly Signal[];
}

const CHANNEL = 'tramontane';
/** Wake-ups of about the same time travel as one: each is a commit. */
const GATHER_MS = 2;
const HELLO_MS = 30_000;
/** After three missed hellos. */
const FORGET_MS = 100_000;
const RECONNECT_MS = 1_000;

/**
 * Wakes the other processes on the same queue. Losing a wake-up costs half a second: everybody polls as well.
 *
 * A process says hello and hears from those that are there already. As long as it knows of nobody it sends nothing, so a
 * process alone pays nothing for being able to have company.
 */
export class Signals {
  private readonly id = newId();
  /** When each was last heard of. */
  private readonly others = new Map<Id, number>();
  private readonly waiting = new Set<Signal>();
  private client: pg.Client | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private readonly greeting: NodeJS.Timeout;
  private reconnecting: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(
    private readonly url: string,
    private readonly log: Logger,
    private readonly onSignal: (signal: Signal) => void,
  ) {
    this.greeting = setInterval(() => this.say({ kind: 'hello' }), HELLO_MS);
    this.greeting.unref();
  }

  /** Begins to listen; `onSignal` hears what other processes send. */
  static async open(url: string, log: Logger, onSignal: (signal: Signal) => void): Promise<Signals> {
    const signals = new Signals(url, log, onSignal);
    await signals.connect();
    return signals;
  }

  /** Tells the other processes, if there are any. */
  send(signal: Signal): void {
    if (!this.isAccompanied()) return;
    this.waiting.add(signal);
    this.gathering ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.greeting);
    clearTimeout(this.gathering);
    clearTimeout(this.reconnecting);
    if (this.isAccompanied()) await this.say({ kind: 'bye' });
    await this.client?.end().catch(() => {});
  }

  private isAccompanied(): boolean {
    const oldest = Date.now() - FORGET_MS;
    for (const [id, seen] of this.others) if (seen < oldest) this.others.delete(id);
    return this.others.size > 0;
  }

  private flush(): void {
    this.gathering = undefined;
    const signals = [...this.waiting];
    this.waiting.clear();
    void this.say({ kind: 'wake', signals });
  }

  private async say(message: Omit<Message, 'from'>): Promise<void> {
    try {
      await this.client?.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: this.id, ...message })]);
    } catch (error) {
      this.log.debug({ error: messageOf(error) }, 'a wake-up was not sent');
    }
  }

  private hear(message: Message): void {
    if (message.from === this.id) return;
    if (message.kind === 'bye') this.others.delete(message.from);
    else this.others.set(message.from, Date.now());
    if (message.kind === 'hello') void this.say({ kind: 'here' });
    for (const signal of message.signals ?? []) this.onSignal(signal);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', (error) => this.reconnect(client, error));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ payload }) => this.hear(JSON.parse(payload ?? '{}') as Message));
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
    await this.say({ kind: 'hello' });
  }

  private reconnect(lost: pg.Client, error?: Error): void {
    if (this.isClosed || this.reconnecting || (this.client !== undefined && lost !== this.client)) return;
    this.client = undefined;
    this.log.warn({ error: error?.message }, 'connection for wake-ups lost; polling until it is back');
    this.reconnecting = setTimeout(() => {
      this.reconnecting = undefined;
      this.connect().catch((failure: Error) => this.reconnect(lost, failure));
    }, RECONNECT_MS);
  }
}
