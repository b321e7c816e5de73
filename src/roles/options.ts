import { resolve } from 'node:path';
import { StartupError } from '../base/errors.ts';
import type { LogLevel } from '../base/logger.ts';
import { fromEnvironment, fromFile, fromFlags, type Given, type Givens } from './optionSources.ts';
import { OPTION_ROWS, type OptionName, type OptionSpec, type Role } from './optionTable.ts';

/** How this process was asked to run: checked and complete, so that nothing else has to look again. */
export interface Options {
  readonly port: number;
  /** A loopback address, unless callers have to say who they are. */
  readonly host: string;
  /** Absolute. Both or none: with them the server speaks HTTPS. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly roles: readonly Role[];
  /** `undefined`: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** `undefined`: the embedded PostgreSQL. Always a PostgreSQL: the database itself where that is one. */
  readonly queueUrl: string | undefined;
  /** Absolute. */
  readonly plugins: readonly string[];
  /** Names of installed packages that are plugins. */
  readonly pluginPackages: readonly string[];
  /** Names of plugins that run within the service. */
  readonly inProcess: readonly string[];
  /** Names, in which `*` stands for anything. */
  readonly allowPlugins: readonly string[];
  readonly denyPlugins: readonly string[];
  readonly allowActions: readonly string[];
  readonly denyActions: readonly string[];
  /** Processes of plugins at once. */
  readonly processes: number;
  /** Hosts, addresses and networks. */
  readonly egressAllow: readonly string[];
  /** Where others reach the API, if not where this process listens. */
  readonly publicUrl: string | undefined;
  /** Addresses and networks. */
  readonly egressDeny: readonly string[];
  /** Absolute. */
  readonly secretsFile: string | undefined;
  /** What tasks may name as `target` to have this executor run their actions. */
  readonly executorName: string;
  readonly executorGroups: readonly string[];
  /** Actions at once. */
  readonly slots: number;
  /** How long running actions may still end by themselves when the process is asked to stop. */
  readonly drainSeconds: number;
  /** How long an action may take to end once it was told to. */
  readonly graceSeconds: number;
  /** Whether callers have to say who they are. */
  readonly auth: 'none' | 'required';
  /** Absolute; `undefined`: the given roles. */
  readonly policy: string | undefined;
  /** Both or none: whose tokens are accepted, and what they have to be for. */
  readonly oidcIssuer: string | undefined;
  readonly oidcAudience: string | undefined;
  readonly oidcProjectClaim: string;
  readonly oidcRolesClaim: string;
  /** For how long the change log is kept. */
  readonly changesDays: number;
  readonly logLevel: LogLevel;
}

/** Where options come from, besides the command line. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
}

/**
 * The options of this process. A flag goes before the environment, that before the file, and that before the default. Throws
 * `StartupError` of one line, which says where the wrong value came from.
 */
export function readOptions(args: readonly string[], { env, folder }: Surroundings): Options {
  const flags = fromFlags(args, folder);
  const sources = [flags.givens, fromEnvironment(env, folder), fromFile(flags.config, folder)];
  const values = Object.fromEntries(
    OPTION_ROWS.map(([name, spec]) => [name, resolveOption(spec, givenOf(name, sources), folder)]),
  );
  return Object.freeze(withQueue(checkAccess(values as unknown as Options, sources)));
}

function resolveOption(spec: OptionSpec, given: Given | undefined, folder: string): unknown {
  const parsed = spec.schema.safeParse(given?.value);
  if (!parsed.success) {
    const shown = spec.isSecret ? '' : `, not ${JSON.stringify(given?.value)}`;
    throw new StartupError(`${given?.source} must be ${spec.mustBe}${shown}.`);
  }
  const toValue = (value: unknown) =>
    spec.isPath && value !== undefined ? resolve(given?.folder ?? folder, String(value)) : value;
  const { data } = parsed;
  return Array.isArray(data) ? Object.freeze([...new Set(data.map(toValue))]) : toValue(data);
}

function givenOf(name: OptionName, sources: readonly Givens[]): Given | undefined {
  return sources.map((source) => source.get(name)).find((given) => given !== undefined);
}

function checkAccess(options: Options, sources: readonly Givens[]): Options {
  const { auth, host, oidcIssuer, oidcAudience } = options;
  const named = (name: OptionName) => givenOf(name, sources)?.source;
  if (auth === 'none' && !isLoopback(host)) {
    throw new StartupError(
      `${named('host')}: without authentication (--auth required) the server listens only on this machine ` +
        `(127.0.0.1, ::1 or localhost), not on ${host}.`,
    );
  }
  if (oidcIssuer !== undefined && oidcAudience === undefined) {
    throw new StartupError(`${named('oidcIssuer')} needs --oidc-audience: what the issuer's tokens have to be for.`);
  }
  if (oidcIssuer !== undefined && auth === 'none') {
    throw new StartupError(`${named('oidcIssuer')} needs --auth required: without it nobody is asked for a token.`);
  }
  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) {
    throw new StartupError('--tls-cert and --tls-key need each other.');
  }
  return options;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function withQueue(options: Options): Options {
  const isPostgres = options.databaseUrl?.startsWith('postgres') ?? false;
  return { ...options, queueUrl: options.queueUrl ?? (isPostgres ? options.databaseUrl : undefined) };
}
