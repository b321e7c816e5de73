import { StartupError } from '../base/errors.ts';
import { createLogger } from '../base/logger.ts';
import { createView } from '../cli/createView.ts';
import { Interrupted } from '../cli/Interrupted.ts';
import { isReady } from '../cli/isReady.ts';
import { type RunRequest, readRunRequest } from '../cli/RunRequest.ts';
import { runFile, type Service } from '../cli/runFile.ts';
import { WrongUse } from '../cli/WrongUse.ts';
import { parseWorkflows } from '../lang/parse.ts';
import { Closing } from './Closing.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import type { Options } from './options.ts';
import { OPTION_FLAGS, ROLES } from './optionTable.ts';
import { watchParent } from './parentWatch.ts';
import { quietOptions } from './quietOptions.ts';
import { serviceUrl } from './serviceUrl.ts';
import { listenForStop } from './stopSignals.ts';

/** `tramontane run`: runs a workflow on a service that is there already, or on one for as long as it takes. */
export function run(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const request = readRunRequest(args, { flags: OPTION_FLAGS, closest });
    return runWith(request, quietOptions(request.passedOn));
  });
}

async function runWith(request: RunRequest, options: Options): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const view = createView({ isJson: request.isJson, stdout, stderr, env });
  const closing = new Closing();
  const stop = new AbortController();
  const stopListening = listenForStop({
    onStop: (signal) => stop.abort(new Interrupted(signal)),
    onInsist: (signal) => process.exit(new Interrupted(signal).exitCode),
  });
  watchParent(() => stop.abort(new Interrupted('SIGTERM')));
  try {
    return await runFile(request, {
      stdin,
      people: stderr,
      view,
      cut,
      openService: async () => {
        const url = await findService(request.server, options);
        if (url !== undefined) return { url, afterwards: `goes on on ${url}.` };
        view.notice('No service is running; starting one until this is done …');
        return startOwn(options, closing);
      },
      signal: stop.signal,
      token: env.TRAMONTANE_TOKEN || undefined,
    });
  } finally {
    stopListening();
    await closing.close();
  }
}

function cut(text: string) {
  const { value, problems } = parseWorkflows(text);
  return { workflows: (value?.workflows ?? []).map(({ spec, text }) => ({ name: spec.name, text })), problems };
}

/** The service that was named, which has to be there; else the one that runs with these options, if one does. */
async function findService(named: string | undefined, { host, port, tlsCert }: Options): Promise<string | undefined> {
  const url = named === undefined ? serviceUrl({ host, port, isTls: tlsCert !== undefined }) : checkUrl(named);
  if (port === 0 && named === undefined) return undefined;
  if (await isReady(url)) return url;
  if (named !== undefined) throw new StartupError(`No service that is ready answers on ${url}.`);
  return undefined;
}

function checkUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  throw new WrongUse(`--server must be an address such as http://127.0.0.1:8080, not ${JSON.stringify(text)}.`);
}

/** A service in this process, with all roles and a port that disturbs nobody. `closing` drains it. */
async function startOwn(options: Options, closing: Closing): Promise<Service> {
  // Loaded only here, because it is most of the program and a client does not need it.
  const { startService } = await import('./serve.ts');
  const own = {
    ...options,
    port: 0,
    host: '127.0.0.1',
    auth: 'none' as const,
    tlsCert: undefined,
    tlsKey: undefined,
    roles: ROLES,
  };
  const url = await startService(own, createLogger(options.logLevel), closing);
  const where = options.databaseUrl === undefined ? `in ${options.dataDir}` : 'in the database';
  return { url, afterwards: `is kept ${where} and goes on when a service runs with it again.` };
}
