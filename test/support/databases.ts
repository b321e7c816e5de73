import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import pg from 'pg';

/** A database of a test's own, on a server of this machine. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const POSTGRES = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432';
const MYSQL = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';

export const SERVERS = [
  { name: 'PostgreSQL', create: createPostgres },
  { name: 'MariaDB', create: createMysql },
] as const;

/** Whether a server answers. In CI it has to: a test of it is never left out there. */
export async function isReachable(create: () => Promise<TestDatabase>): Promise<boolean> {
  if (process.env.CI) return true;
  return create().then(
    (database) => database.drop().then(() => true),
    () => false,
  );
}

export async function createPostgres(): Promise<TestDatabase> {
  const name = `tramontane_test_${randomBytes(6).toString('hex')}`;
  await onPostgres(`CREATE DATABASE ${name}`);
  return { url: `${POSTGRES}/${name}`, drop: () => onPostgres(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onPostgres(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${POSTGRES}/postgres` });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

export async function createMysql(): Promise<TestDatabase> {
  const name = `tramontane_test_${randomBytes(6).toString('hex')}`;
  await onMysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { url: `${MYSQL}/${name}`, drop: () => onMysql(`DROP DATABASE ${name}`) };
}

async function onMysql(text: string): Promise<void> {
  const connection = await mysql.createConnection(MYSQL);
  try {
    await connection.query(text);
  } finally {
    await connection.end();
  }
}
