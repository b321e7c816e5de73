import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, key, type Types, table } from './tables.ts';

/** Keys that all processes of a service share. */
export class ServiceKeys1764350000000 implements MigrationInterface {
  name = 'ServiceKeys1764350000000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, tables);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, tables);
  }
}

const tables = (types: Types) => [
  table('service_key', { name: key(types.word), value: types.name, created_at: types.time }),
];
