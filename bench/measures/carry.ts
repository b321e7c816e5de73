import type { Sizes } from '../sizes.ts';
import { CARRY } from '../workflows.ts';
import type { Subject } from './growth.ts';
import { timeRun } from './timeRun.ts';

/** A large value, known to many tasks. */
export interface Carry {
  readonly tasks: number;
  readonly valueBytes: number;
  /** By how much the database grew beyond the value, which is stored as a result and as what was published. */
  readonly growthBytes: number;
}

export async function measureCarry(
  { server, client }: Subject,
  { carryingTasks, carriedBytes }: Sizes,
): Promise<Carry> {
  const size = async () => {
    const [row] = await server.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
    return Number(row?.bytes);
  };
  const before = await size();
  await timeRun(client, CARRY, carriedBytes);
  const growthBytes = (await size()) - before - 2 * carriedBytes;
  return { tasks: carryingTasks, valueBytes: carriedBytes, growthBytes };
}
