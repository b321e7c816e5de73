import { hostname } from 'node:os';
import { delimiter } from 'node:path';
import { z } from 'zod';
import { LOG_LEVELS } from '../base/logger.ts';

/** What a process can be. One process plays any set of them. */
export const ROLES = ['api', 'engine', 'executor', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];

/** One option: how it is given, what it may be, and what `--help` says of it. */
export interface OptionSpec {
  readonly flag: string;
  readonly variable: string;
  readonly help: string;
  /** Several values in one text: what separates them. */
  readonly separator?: string;
  /** Paths are relative to where they are written: the working directory, or the folder of the file. */
  readonly isPath?: boolean;
  /** Never shown, because it may hold a password. */
  readonly isSecret?: boolean;
  readonly schema: z.ZodType;
  /** The schema, said to people. */
  readonly mustBe: string;
}

/** A whole number, or the digits of one. */
function amount(least: number, most: number) {
  const digits = z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number);
  return z.union([z.number(), digits]).pipe(z.number().int().min(least).max(most));
}

const port = amount(0, 65_535);
const text = z.string().min(1);

/** Every option, by its name in `Options` and in the file. */
const OPTION_TABLE = {
  port: {
    flag: 'port',
    variable: 'TRAMONTANE_PORT',
    help: 'port to listen on (8080; 0 takes a free one)',
    schema: port.default(8080),
    mustBe: 'a number from 0 to 65535',
  },
  host: {
    flag: 'host',
    variable: 'TRAMONTANE_HOST',
    help: 'address to listen on (127.0.0.1)',
    schema: text.default('127.0.0.1'),
    mustBe: 'an address',
  },
  tlsCert: {
    flag: 'tls-cert',
    variable: 'TRAMONTANE_TLS_CERT',
    help: 'certificate with its chain, in PEM: the server speaks HTTPS; needs --tls-key',
    isPath: true,
    schema: text.optional(),
    mustBe: 'a path',
  },
  tlsKey: {
    flag: 'tls-key',
    variable: 'TRAMONTANE_TLS_KEY',
    help: 'its private key, in PEM',
    isPath: true,
    schema: text.optional(),
    mustBe: 'a path',
  },
  dataDir: {
    flag: 'data-dir',
    variable: 'TRAMONTANE_DATA_DIR',
    help: 'folder of the embedded database (.tramontane)',
    isPath: true,
    schema: text.default('.tramontane'),
    mustBe: 'a path',
  },
  roles: {
    flag: 'roles',
    variable: 'TRAMONTANE_ROLES',
    help: `what this process does (${ROLES.join(',')})`,
    separator: ',',
    schema: z
      .array(z.enum(ROLES))
      .min(1)
      .default([...ROLES]),
    mustBe: `one or more of ${ROLES.join(', ')}`,
  },
  databaseUrl: {
    flag: 'database-url',
    variable: 'DATABASE_URL',
    help: 'postgres://… or mysql://… (the embedded PostgreSQL)',
    isSecret: true,
    schema: z
      .string()
      .regex(/^(postgres(ql)?|mysql|mariadb):\/\//)
      .optional(),
    mustBe: 'postgres://… or mysql://…',
  },
  queueUrl: {
    flag: 'queue-url',
    variable: 'QUEUE_URL',
    help: 'postgres://… (the same as --database-url, if that is PostgreSQL; else the embedded one)',
    isSecret: true,
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    mustBe: 'postgres://…',
  },
  plugins: {
    flag: 'plugins',
    variable: 'PLUGINS_PATH',
    help: `further folders with plugins, separated by '${delimiter}'`,
    separator: delimiter,
    isPath: true,
    schema: z.array(text).default([]),
    mustBe: 'paths of folders',
  },
  pluginPackages: {
    flag: 'plugin-packages',
    variable: 'TRAMONTANE_PLUGIN_PACKAGES',
    help: "installed packages that are plugins, separated by ','",
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names of packages',
  },
  inProcess: {
    flag: 'in-process',
    variable: 'TRAMONTANE_IN_PROCESS',
    help: 'plugins that run within the service instead of processes of their own (std)',
    separator: ',',
    schema: z.array(text).default(['std']),
    mustBe: 'names of plugins',
  },
  allowPlugins: {
    flag: 'allow-plugins',
    variable: 'TRAMONTANE_ALLOW_PLUGINS',
    help: 'the only plugins to load; `*` stands for anything (all)',
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names of plugins',
  },
  denyPlugins: {
    flag: 'deny-plugins',
    variable: 'TRAMONTANE_DENY_PLUGINS',
    help: 'plugins not to load',
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names of plugins',
  },
  allowActions: {
    flag: 'allow-actions',
    variable: 'TRAMONTANE_ALLOW_ACTIONS',
    help: 'the only actions of plugins that there are; `*` stands for anything (all)',
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names of actions',
  },
  denyActions: {
    flag: 'deny-actions',
    variable: 'TRAMONTANE_DENY_ACTIONS',
    help: 'actions of plugins that there are not',
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names of actions',
  },
  processes: {
    flag: 'processes',
    variable: 'TRAMONTANE_PROCESSES',
    help: 'processes of plugins at once, each with one action (16)',
    schema: amount(1, 1_000).default(16),
    mustBe: 'a number from 1 to 1000',
  },
  egressAllow: {
    flag: 'egress-allow',
    variable: 'TRAMONTANE_EGRESS_ALLOW',
    help: "hosts and networks of this machine or its link that actions may send requests to, separated by ','",
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'hosts, addresses or networks',
  },
  executorName: {
    flag: 'executor-name',
    variable: 'TRAMONTANE_EXECUTOR_NAME',
    help: 'the `target` by which tasks reach this executor (the host name)',
    schema: text.default(hostname()),
    mustBe: 'a name',
  },
  executorGroups: {
    flag: 'executor-groups',
    variable: 'TRAMONTANE_EXECUTOR_GROUPS',
    help: "further `target`s, which executors may share, separated by ','",
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'names',
  },
  slots: {
    flag: 'slots',
    variable: 'TRAMONTANE_SLOTS',
    help: 'actions at once in this process (128)',
    schema: amount(1, 10_000).default(128),
    mustBe: 'a number from 1 to 10000',
  },
  drainSeconds: {
    flag: 'drain-seconds',
    variable: 'TRAMONTANE_DRAIN_SECONDS',
    help: 'how long actions may still run when the process is asked to stop (3)',
    schema: amount(0, 86_400).default(3),
    mustBe: 'a number from 0 to 86400',
  },
  graceSeconds: {
    flag: 'grace-seconds',
    variable: 'TRAMONTANE_GRACE_SECONDS',
    help: 'how long an action may take to end when it is cancelled or out of time, before it is killed (5)',
    schema: amount(0, 3_600).default(5),
    mustBe: 'a number from 0 to 3600',
  },
  publicUrl: {
    flag: 'public-url',
    variable: 'TRAMONTANE_PUBLIC_URL',
    help: 'address by which others reach the API, for callbacks of actions (where this process listens)',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    mustBe: 'http://… or https://…',
  },
  egressDeny: {
    flag: 'egress-deny',
    variable: 'TRAMONTANE_EGRESS_DENY',
    help: "further addresses and networks that actions may not send requests to, separated by ','",
    separator: ',',
    schema: z.array(text).default([]),
    mustBe: 'addresses or networks',
  },
  secretsFile: {
    flag: 'secrets-file',
    variable: 'TRAMONTANE_SECRETS_FILE',
    help: 'JSON file with the secrets of plugins; TRAMONTANE_SECRET_<PLUGIN>__<NAME> goes before it',
    isPath: true,
    schema: text.optional(),
    mustBe: 'a path',
  },
  auth: {
    flag: 'auth',
    variable: 'TRAMONTANE_AUTH',
    help: 'whether callers have to say who they are: none (then the server listens on this machine only), required (none)',
    schema: z.enum(['none', 'required']).default('none'),
    mustBe: 'none or required',
  },
  policy: {
    flag: 'policy',
    variable: 'TRAMONTANE_POLICY',
    help: 'JSON file with roles and what they may do (admin, member and reader are there without)',
    isPath: true,
    schema: text.optional(),
    mustBe: 'a path',
  },
  oidcIssuer: {
    flag: 'oidc-issuer',
    variable: 'TRAMONTANE_OIDC_ISSUER',
    help: 'OpenID Connect provider whose tokens are accepted, besides API tokens; needs --oidc-audience',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    mustBe: 'https://…',
  },
  oidcAudience: {
    flag: 'oidc-audience',
    variable: 'TRAMONTANE_OIDC_AUDIENCE',
    help: 'what its tokens have to be for (aud)',
    schema: text.optional(),
    mustBe: 'a text',
  },
  oidcProjectClaim: {
    flag: 'oidc-project-claim',
    variable: 'TRAMONTANE_OIDC_PROJECT_CLAIM',
    help: 'where they name the project (project); a dot leads into an object',
    schema: text.default('project'),
    mustBe: 'the name of a claim',
  },
  oidcRolesClaim: {
    flag: 'oidc-roles-claim',
    variable: 'TRAMONTANE_OIDC_ROLES_CLAIM',
    help: 'where they list the roles (roles)',
    schema: text.default('roles'),
    mustBe: 'the name of a claim',
  },
  changesDays: {
    flag: 'changes-days',
    variable: 'TRAMONTANE_CHANGES_DAYS',
    help: 'days for which a stream can be resumed: so long the change log is kept (7)',
    schema: z.coerce.number().positive().max(36_500).default(7),
    mustBe: 'a number of days, above 0',
  },
  logLevel: {
    flag: 'log-level',
    variable: 'TRAMONTANE_LOG_LEVEL',
    help: `how much to log: ${LOG_LEVELS.join(', ')} (info)`,
    schema: z.enum(LOG_LEVELS).default('info'),
    mustBe: `one of ${LOG_LEVELS.join(', ')}`,
  },
} satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTION_TABLE;

/** The table's rows with one type. */
export const OPTION_ROWS = Object.entries(OPTION_TABLE) as [OptionName, OptionSpec][];

/** The names of all flags. */
export const OPTION_FLAGS: readonly string[] = [...OPTION_ROWS.map(([, { flag }]) => flag), 'config'];

/** What `--help` shows. */
export function describeOptions(): string {
  const rows = OPTION_ROWS.map(([, { flag, variable, help }]) => ({ left: `--${flag}`, variable, help }));
  rows.push({ left: '--config', variable: '', help: 'JSON file with these options (tramontane.json, if it is there)' });
  return rows.map(({ left, variable, help }) => `  ${left.padEnd(15)} ${variable.padEnd(23)} ${help}`).join('\n');
}
