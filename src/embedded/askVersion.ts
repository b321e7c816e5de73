import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { asMysqlUrl } from '../base/databaseUrl.ts';
import type { DatabaseServer } from './DatabaseServer.ts';

const PATIENCE_MS = 5_000;

export async function askPostgres(connectionString: string): Promise<DatabaseServer> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string }>(`SELECT current_setting('server_version_num') AS number`);
    const number = Number(rows[0]?.number);
    return { kind: 'postgres', version: `${Math.floor(number / 10_000)}.${number % 10_000}` };
  } finally {
    // Not awaited: a server that hangs would keep us here.
    void client.end().catch(() => {});
  }
}

export async function askMysql(url: string): Promise<DatabaseServer> {
  const connection = await createConnection({ uri: asMysqlUrl(url), connectTimeout: PATIENCE_MS });
  try {
    const [rows] = await connection.query({ sql: 'SELECT VERSION() AS version', timeout: PATIENCE_MS });
    return readMysqlVersion(String((rows as { version: string }[])[0]?.version));
  } finally {
    connection.destroy();
  }
}

/** `8.0.36-0ubuntu1`, `10.11.6-MariaDB-1`; old MariaDB behind a proxy says `5.5.5-10.11.6-MariaDB`, for the sake of old clients. */
export function readMysqlVersion(text: string): DatabaseServer {
  const isMariaDb = /mariadb/i.test(text);
  const version = text.replace(isMariaDb ? /^5\.5\.5-/ : '', '').match(/^[\d.]+/)?.[0] ?? text;
  return { kind: isMariaDb ? 'mariadb' : 'mysql', version };
}
