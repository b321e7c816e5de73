import { StartupError } from './errors.ts';

/** The families of databases. MariaDB is addressed like MySQL; only the server knows which it is. */
export type Dialect = 'postgres' | 'mysql';

/** Which family an address is for. Throws `StartupError` for any other. */
export function dialectOf(url: string): Dialect {
  if (/^postgres(ql)?:/.test(url)) return 'postgres';
  if (/^(mysql|mariadb):/.test(url)) return 'mysql';
  throw new StartupError('A database is given as postgres://… or mysql://….');
}

/** The address in the form that mysql2 reads. */
export function asMysqlUrl(url: string): string {
  return url.replace(/^mariadb:/, 'mysql:');
}
