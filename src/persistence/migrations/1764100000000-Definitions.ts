import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, key, nullable, type TableText, type Types, table } from './tables.ts';

/** What people define beside workflows: ad-hoc actions, workbooks, environments. */
export class Definitions1764100000000 implements MigrationInterface {
  name = 'Definitions1764100000000';

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
      'adhoc_action',
      {
        id: key(types.id),
        project_id: types.id,
        namespace: types.name,
        name: types.name,
        scope: types.word,
        tags: types.text,
        revision: types.integer,
        created_at: types.time,
        updated_at: types.time,
      },
      [{ name: 'adhoc_action_by_name', columnNames: ['project_id', 'namespace', 'name'], isUnique: true }],
    ),
    table('adhoc_action_revision', {
      action_id: key(types.id),
      revision: key(types.integer),
      definition: types.text,
      checksum: types.hash,
      created_at: types.time,
    }),
    table(
      'workbook',
      {
        id: key(types.id),
        project_id: types.id,
        namespace: types.name,
        name: types.name,
        scope: types.word,
        tags: types.text,
        revision: types.integer,
        definition: types.text,
        checksum: types.hash,
        created_at: types.time,
        updated_at: types.time,
      },
      [{ name: 'workbook_by_name', columnNames: ['project_id', 'namespace', 'name'], isUnique: true }],
    ),
    table(
      'environment',
      {
        id: key(types.id),
        project_id: types.id,
        name: types.name,
        description: nullable(types.text),
        variables: types.text,
        scope: types.word,
        created_at: types.time,
        updated_at: types.time,
      },
      [{ name: 'environment_by_name', columnNames: ['project_id', 'name'], isUnique: true }],
    ),
  ];
}
