/** Connections broken or refused, deadlocks, locks not given in time, a server with no connection left, or on its way up or down. */
const SQL_STATES = /^(?:08\w{3}|40001|40P01|53300|55P03|57P0[1-3])$/;
/** The same of MySQL and MariaDB, by number: too many connections (of all, of a user), shutdown, lock wait, deadlock. */
const MYSQL_ERRORS: ReadonlySet<unknown> = new Set([1040, 1203, 1226, 1053, 1205, 1213]);
const SYSTEM_ERRORS: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  'PROTOCOL_CONNECTION_LOST',
]);
/** What the driver of PostgreSQL says of a lost connection has no code. */
const LOST_CONNECTION =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

/** Whether a statement failed because the database cannot serve it now: the same may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno, message } = error as Error & { readonly code?: unknown; readonly errno?: unknown };
  return (
    (typeof code === 'string' && (SQL_STATES.test(code) || isOfConnection(error, code))) ||
    MYSQL_ERRORS.has(errno) ||
    LOST_CONNECTION.test(message)
  );
}

/** A file that is missing says `ENOENT` as well as a socket that is. */
function isOfConnection(error: Error, code: string): boolean {
  return SYSTEM_ERRORS.has(code) && (code !== 'ENOENT' || (error as { syscall?: unknown }).syscall === 'connect');
}
