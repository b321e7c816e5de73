import { EgressPolicy } from '../actions/egress.ts';
import { Secrets } from '../actions/Secrets.ts';
import { createLogger, type Logger } from '../base/logger.ts';
import { Closing } from './Closing.ts';
import { createEngine } from './createEngine.ts';
import { listen } from './listen.ts';
import { openCallbacks } from './openCallbacks.ts';
import { openCatalog } from './openCatalog.ts';
import { openDoors } from './openDoors.ts';
import { openGate } from './openGate.ts';
import { openPlugins } from './openPlugins.ts';
import { type Options, readOptions } from './options.ts';
import { watchParent } from './parentWatch.ts';
import { startApiRole } from './startApiRole.ts';
import { createCronTriggers, startDueTimer, startSchedulerRole } from './startScheduler.ts';
import { listenForStop } from './stopSignals.ts';
import { startEngineRole, startExecutorRole } from './workers.ts';

/** `tramontane serve`: runs the roles of this process until it is asked to stop, then drains; the database goes last. */
export async function serve(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { env: process.env, folder: process.cwd() });
  const closing = new Closing();
  const stopped = Promise.withResolvers<void>();
  const stopListening = listenForStop({ onStop: () => stopped.resolve(), onInsist: () => process.exit(1) });
  watchParent(() => stopped.resolve());
  try {
    const url = await startService(options, createLogger(options.logLevel), closing);
    process.stdout.write(`Tramontane is ready on ${url}\n`);
    await stopped.promise;
  } finally {
    stopListening();
    await closing.close();
  }
  return 0;
}

/**
 * Opens what the roles need and starts them; answers with the address once all are ready. `closing` stops them in the opposite
 * order: no more requests, no more jobs, the turns under way, the connections, the embedded database.
 */
export async function startService(options: Options, log: Logger, closing: Closing): Promise<string> {
  // First, because a port in use is the likeliest thing to be wrong.
  const listening = await listen(options);
  closing.add(() => listening.close());
  const egress = new EgressPolicy(options.egressAllow, options.egressDeny);
  const secrets = Secrets.read(process.env, options.secretsFile);
  // While the database starts, which takes as long.
  const plugins = openPlugins(options, log, closing);
  plugins.catch(() => {});
  const doors = await openDoors(options, log, closing);
  const { actions, hosts } = await plugins;
  const catalog = openCatalog(doors.database, actions);
  const engine = createEngine(doors, { ...catalog, actions, log }, closing);
  const callbacks = await openCallbacks(doors.database, options, listening.url);
  const parts = { doors, engine, actions, egress, secrets, callbacks, hosts, options, log };
  const cronTriggers = createCronTriggers(doors, catalog, engine);
  if (options.roles.includes('engine')) startEngineRole(parts, closing);
  if (options.roles.includes('executor')) await startExecutorRole(parts, closing);
  if (options.roles.includes('scheduler')) startSchedulerRole(doors, { triggers: cronTriggers, log }, closing);
  startDueTimer(doors, { roles: options.roles, log }, closing);
  if (options.roles.includes('api')) {
    const gate = openGate(doors.database, options);
    await startApiRole(
      doors,
      {
        ...{ ...catalog, cronTriggers, engine, actions, callbackTokens: callbacks.tokens, log },
        changesDays: options.changesDays,
      },
      gate,
      listening,
      closing,
    );
  } else listening.handle((_request, response) => void response.writeHead(404).end());
  return listening.url;
}
