import type { Logger } from '../base/logger.ts';
import { checkDatabase } from '../embedded/checkDatabase.ts';
import { startEmbeddedPostgres } from '../embedded/startEmbeddedPostgres.ts';
import { type Database, openDatabase } from '../persistence/openDatabase.ts';
import { JobQueue } from '../queue/JobQueue.ts';
import { Signals } from '../queue/Signals.ts';
import type { Closing } from './Closing.ts';
import type { Options } from './options.ts';
import { WakeUps } from './WakeUps.ts';

/** What every role works with. */
export interface Doors {
  readonly database: Database;
  readonly queue: JobQueue;
  /** Whether jobs can be part of the database's transactions. */
  readonly isOneDatabase: boolean;
  readonly wakeUps: WakeUps;
}

/** Opens the database and the queue, the embedded ones where no others are given. `closing` learns how to close them. */
export async function openDoors(options: Options, log: Logger, closing: Closing): Promise<Doors> {
  const { databaseUrl, queueUrl } = await findDatabases(options, log, closing);
  const database = await openDatabase(databaseUrl);
  closing.add(() => database.close());
  const queue = await JobQueue.open(queueUrl, log, { isWatching: options.roles.includes('engine') });
  closing.add(() => queue.close());
  const wakeUps = new WakeUps();
  const signals = await Signals.open(queueUrl, log, (signal) => wakeUps.hear(signal));
  closing.add(() => signals.close());
  wakeUps.tellOthers = (signal) => signals.send(signal);
  return { database, queue, isOneDatabase: databaseUrl === queueUrl, wakeUps };
}

async function findDatabases(
  { databaseUrl, queueUrl, dataDir }: Options,
  log: Logger,
  closing: Closing,
): Promise<{ databaseUrl: string; queueUrl: string }> {
  if (databaseUrl) await checkDatabase(databaseUrl);
  if (queueUrl && queueUrl !== databaseUrl) await checkDatabase(queueUrl);
  if (databaseUrl && queueUrl) return { databaseUrl, queueUrl };
  const embedded = await startEmbeddedPostgres({ dataDir, log });
  closing.add(() => embedded.stop());
  return { databaseUrl: databaseUrl ?? embedded.url, queueUrl: queueUrl ?? embedded.url };
}
