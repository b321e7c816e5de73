import { dialectOf } from '../base/databaseUrl.ts';
import { messageOf, StartupError } from '../base/errors.ts';
import { askMysql, askPostgres } from './askVersion.ts';
import type { DatabaseKind, DatabaseServer } from './DatabaseServer.ts';

/** The oldest versions that have what we rely on (`SKIP LOCKED`, common table expressions, …). */
const OLDEST: Readonly<Record<DatabaseKind, { name: string; version: string }>> = {
  postgres: { name: 'PostgreSQL', version: '13.0' },
  mysql: { name: 'MySQL', version: '8.0' },
  mariadb: { name: 'MariaDB', version: '10.6' },
};

/** Asks the server at `url` who it is. Throws `StartupError`, of one line and without secrets, unless it answers and is new enough. */
export async function checkDatabase(url: string): Promise<DatabaseServer> {
  const server = await ask(url);
  const oldest = OLDEST[server.kind];
  if (isOlder(server.version, oldest.version)) {
    throw new StartupError(
      `The database at ${withoutSecrets(url)} is ${oldest.name} ${server.version}; ${oldest.version} or newer is needed.`,
    );
  }
  return server;
}

async function ask(url: string): Promise<DatabaseServer> {
  try {
    return await (dialectOf(url) === 'postgres' ? askPostgres(url) : askMysql(url));
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The database at ${withoutSecrets(url)} cannot be reached: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** The address as it may be shown: without the password, and without options that may hold one. */
export function withoutSecrets(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^:@/?#]*):[^/]*@/, '$1@').replace(/[?#].*$/s, '');
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = than.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** A refused connection to a name with several addresses is an AggregateError, whose own message is empty. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return messageOf(first).split('\n')[0] || 'it does not answer';
}
