import { expect } from 'vitest';
import { compareCursors, parseCursor } from '../../../src/changes/Cursor.ts';
import type { Server } from '../../support/Server.ts';
import { expectChains, type LoggedChange } from './changeLog.ts';
import { type Ending, type Item, type SeenExecution, Wire } from './Wire.ts';

/** Numbers that look random and are the same in each run (Marsaglia's xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * A client that follows one execution over connections that break at random moments: after some items, while more arrive, or
 * after some time. Each time it goes on after its last cursor, at whichever server it is sent to.
 */
export class Follower {
  snapshot: Item | undefined;
  readonly events: Item[] = [];
  readonly resets: Item[] = [];
  connections = 0;
  private cursor: string | undefined;
  private wire: Wire | undefined;
  private isStopped = false;

  constructor(
    readonly id: string,
    private readonly servers: () => readonly Server[],
    private readonly random: () => number,
  ) {}

  async run(): Promise<void> {
    while (!this.isStopped) {
      const { errors } = await this.connect();
      if (errors.length > 0) throw new Error(`The stream of ${this.id} failed: ${JSON.stringify(errors)}`);
    }
  }

  stop(): void {
    this.isStopped = true;
    this.wire?.cut();
  }

  /** One connection, until it breaks. */
  private connect(): Promise<Ending> {
    const servers = this.servers();
    const server = servers[this.connections++ % servers.length] as Server;
    const isByCount = this.random() < 0.6;
    let left = isByCount ? Math.ceil(this.random() * 20) : Number.POSITIVE_INFINITY;
    const wire = new Wire(server, { id: this.id, after: this.cursor ?? null }, (item) => {
      this.take(item);
      if (--left === 0) wire.cut();
    });
    this.wire = wire;
    const cutOff = isByCount ? undefined : setTimeout(() => wire.cut(), this.random() * 250);
    return wire.ended.finally(() => clearTimeout(cutOff));
  }

  private take(item: Item): void {
    const isFirst = this.cursor === undefined;
    this.cursor = item.cursor;
    if (item.kind === 'Snapshot' && isFirst) this.snapshot = item;
    else if (item.kind === 'StreamReset') this.resets.push(item);
    else if (item.kind !== 'Heartbeat') this.events.push(item);
  }

  /** How many events there have to be, by the log of this execution. */
  expectedCount(log: readonly LoggedChange[]): number {
    return this.after(log).length;
  }

  /** What came was what the log says, each change once and in order, from just after the snapshot on. */
  expectWhole(log: readonly LoggedChange[]): void {
    const expected = this.after(log);
    const states = expectChains(log.filter((change) => !expected.includes(change)));
    expect(statesOf(this.snapshot?.execution as SeenExecution)).toEqual(states);
    const seen = this.events.map((item) => ({ entity_id: entityOf(item), from_state: item.from, to_state: item.to }));
    expect(seen).toEqual(expected.map(({ entity_id, from_state, to_state }) => ({ entity_id, from_state, to_state })));
    expectChains(expected, states);
    expect(this.resets).toEqual([]);
  }

  private after(log: readonly LoggedChange[]): readonly LoggedChange[] {
    return this.snapshot ? laterThan(this.snapshot.cursor, log) : log;
  }
}

/** What is to be told after a cursor. */
export function laterThan(cursor: string, log: readonly LoggedChange[]): readonly LoggedChange[] {
  const place = parseCursor(cursor);
  return log.filter((change) => compareCursors(change, place) > 0 && !place.seen?.includes(change.position));
}

export function entityOf({ execution, task, action }: Item): string | undefined {
  return (execution ?? task ?? action)?.id;
}

function statesOf(execution: SeenExecution): Map<string, string> {
  const tasks = execution.tasks.nodes;
  const seen = [execution, ...tasks, ...tasks.flatMap((task) => task.actions.nodes)];
  const children = tasks.flatMap((task) => task.executions?.nodes ?? []);
  return new Map([
    ...seen.map(({ id, state }): [string, string] => [id, state]),
    ...children.flatMap((each) => [...statesOf(each)]),
  ]);
}
