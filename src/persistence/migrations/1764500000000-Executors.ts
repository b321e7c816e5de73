import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, key, type TableText, type Types, table } from './tables.ts';

/** The executors there are, and which actions they offer. */
export class Executors1764500000000 implements MigrationInterface {
  name = 'Executors1764500000000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, tables);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, tables);
  }
}

function tables(types: Types): TableText[] {
  return [
    table(
      'executor',
      {
        id: key(types.id),
        name: types.name,
        groups: types.text,
        host: types.name,
        pid: types.integer,
        slots: types.integer,
        running: types.integer,
        offers: types.text,
        started_at: types.time,
        seen_at: types.time,
      },
      [{ name: 'executor_by_seen_at', columnNames: ['seen_at'] }],
    ),
  ];
}
