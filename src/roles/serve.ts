import { createLogger } from '../base/logger.ts';
import { checkDatabase } from '../embedded/checkDatabase.ts';
import { startEmbeddedPostgres } from '../embedded/startEmbeddedPostgres.ts';
import { openDatabase } from '../persistence/openDatabase.ts';
import { JobQueue } from '../queue/JobQueue.ts';
import { Closing } from './Closing.ts';
import { listen } from './listen.ts';
import { readOptions } from './options.ts';
import { watchParent } from './parentWatch.ts';
import { listenForStop } from './stopSignals.ts';

/** `tramontane serve`: runs the roles of this process until it is asked to stop, then drains; the database goes last. */
export async function serve(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { env: process.env, folder: process.cwd() });
  const log = createLogger(options.logLevel);
  const closing = new Closing();
  const stopped = Promise.withResolvers<void>();
  const stopListening = listenForStop({ onStop: () => stopped.resolve(), onInsist: () => process.exit(1) });
  watchParent(() => stopped.resolve());
  try {
    const embedded =
      options.databaseUrl && options.queueUrl
        ? undefined
        : await startEmbeddedPostgres({ dataDir: options.dataDir, log });
    if (embedded) closing.add(() => embedded.stop());
    const databaseUrl = options.databaseUrl ?? (embedded?.url as string);
    const queueUrl = options.queueUrl ?? (embedded?.url as string);
    if (options.databaseUrl) await checkDatabase(databaseUrl);
    if (options.queueUrl && queueUrl !== databaseUrl) await checkDatabase(queueUrl);
    const database = await openDatabase(databaseUrl);
    closing.add(() => database.close());
    const queue = await JobQueue.open(queueUrl, log);
    closing.add(() => queue.close());
    const server = await listen(options);
    closing.add(() => server.close());
    process.stdout.write(`Tramontane is ready on ${server.url}\n`);
    await stopped.promise;
  } finally {
    stopListening();
    await closing.close();
  }
  return 0;
}
