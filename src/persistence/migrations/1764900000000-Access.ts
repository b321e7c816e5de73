import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, key, nullable, type TableText, type Types, table } from './tables.ts';

/** Projects, and the tokens by which the API knows who asks. */
export class Access1764900000000 implements MigrationInterface {
  name = 'Access1764900000000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, tables);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, tables);
  }
}

function tables(types: Types): TableText[] {
  return [
    table('project', { id: key(types.id), name: types.name, created_at: types.time }, [
      { name: 'project_by_name', columnNames: ['name'], isUnique: true },
    ]),
    table('api_token', {
      id: key(types.id),
      project_id: types.id,
      name: types.name,
      roles: types.text,
      hash: types.hash,
      created_at: types.time,
      expires_at: nullable(types.time),
      revoked_at: nullable(types.time),
    }),
  ];
}
