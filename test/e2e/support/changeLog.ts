import mysql from 'mysql2/promise';
import pg from 'pg';
import { expect } from 'vitest';
import { MOVES, type State } from '../../../src/workflow/State.ts';

/** One entry of the change log, as the table holds it. */
export interface LoggedChange {
  readonly position: string;
  readonly id: string;
  readonly root_id: string;
  readonly kind: 'EXECUTION' | 'TASK' | 'ACTION';
  readonly entity_id: string;
  readonly from_state: string | null;
  readonly to_state: string;
}

/** Rows of any statement, from whichever database it is. */
export async function selectFrom<Row>(url: string, text: string): Promise<Row[]> {
  if (url.startsWith('mysql')) {
    const connection = await mysql.createConnection({ uri: url, supportBigNumbers: true, bigNumberStrings: true });
    try {
      return (await connection.query(text))[0] as Row[];
    } finally {
      await connection.end();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** The whole log in its public order. */
export function readChangeLog(url: string): Promise<LoggedChange[]> {
  return selectFrom(
    url,
    'SELECT position, id, root_id, kind, entity_id, from_state, to_state FROM change_log ORDER BY position, id',
  );
}

/** Each entity begins, goes on from where it was, by moves there are; answers with the last state of each. */
export function expectChains(
  changes: readonly Pick<LoggedChange, 'entity_id' | 'from_state' | 'to_state'>[],
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const states = new Map(known);
  for (const { entity_id, from_state, to_state } of changes) {
    const before = states.get(entity_id) ?? null;
    expect({ entity_id, from_state }).toEqual({ entity_id, from_state: before });
    if (before !== null) expect(MOVES[before as State]).toContain(to_state);
    states.set(entity_id, to_state);
  }
  return states;
}
