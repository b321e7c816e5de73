import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { createTables, dropTables, key, type TableText, type Types, table } from './tables.ts';

/**
 * Lists of executions are ordered by id, so their indexes end in it. Those that held times are gone: a time that every turn
 * writes makes every turn write all indexes.
 */
export class Lists1764950000000 implements MigrationInterface {
  name = 'Lists1764950000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
    await runner.query('INSERT INTO change_log_floor (id, position) VALUES (1, -1)');
    for (const { name } of BEFORE) await runner.dropIndex('execution', name as string);
    await runner.createIndices('execution', AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of AFTER) await runner.dropIndex('execution', name as string);
    await runner.createIndices('execution', BEFORE);
    await dropTables(runner, tables);
  }
}

const index = (name: string, columnNames: string[]) => new TableIndex({ name, columnNames });

const BEFORE = [
  index('execution_by_time', ['project_id', 'created_at', 'id']),
  index('execution_by_state', ['state', 'updated_at']),
];
const AFTER = [
  index('execution_by_project', ['project_id', 'id']),
  index('execution_by_state', ['project_id', 'state', 'id']),
  index('execution_by_workflow', ['project_id', 'workflow_name', 'id']),
];

function tables(types: Types): TableText[] {
  return [table('change_log_floor', { id: key(types.integer), position: types.bigint })];
}
