import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DATABASE, USER } from './Cluster.ts';

const RETRY_MS = 15;
const NO_SUCH_DATABASE = '3D000';

/** The server's address, complete: nothing of the environment (`PGPORT`, `PGSSLMODE`, …) may change where it leads. */
export function urlOf(socketFolder: string, database = DATABASE): string {
  return `postgres://${USER}@localhost:5432/${database}?host=${encodeURIComponent(socketFolder)}&sslmode=disable`;
}

/** Waits until the server accepts connections, however long it recovers; `false` when it stopped, or cannot be reached. */
export async function comesUp(socketFolder: string, isAlive: () => boolean, patienceMs = 5_000): Promise<boolean> {
  let lastSeenMs = Date.now();
  while (!(await accepts(socketFolder))) {
    if (!isAlive()) return false;
    if (existsSync(join(socketFolder, '.s.PGSQL.5432'))) lastSeenMs = Date.now();
    if (Date.now() - lastSeenMs > patienceMs) return false;
    await delay(RETRY_MS);
  }
  return true;
}

/** Makes the service's database unless it is there. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  try {
    await query(urlOf(socketFolder), 'SELECT 1');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_SUCH_DATABASE) throw error;
    await query(urlOf(socketFolder, 'postgres'), `CREATE DATABASE ${DATABASE}`);
  }
}

async function accepts(socketFolder: string): Promise<boolean> {
  try {
    await query(urlOf(socketFolder, 'postgres'), 'SELECT 1');
    return true;
  } catch {
    return false;
  }
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}
