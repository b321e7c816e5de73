import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import {
  addColumns,
  type ColumnsOf,
  createTables,
  dropColumns,
  dropTables,
  key,
  nullable,
  type TableText,
  type Types,
  table,
} from './tables.ts';

/** Rules by which executions are started at times, and which of them started an execution. */
export class CronTriggers1764910000000 implements MigrationInterface {
  name = 'CronTriggers1764910000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
    await addColumns(runner, 'execution', columns);
    await runner.createIndex('execution', index());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('execution', index());
    await dropColumns(runner, 'execution', columns);
    await dropTables(runner, tables);
  }
}

const index = () => new TableIndex({ name: 'execution_by_trigger', columnNames: ['trigger_id', 'id'] });

const columns: ColumnsOf = (types) => ({ trigger_id: nullable(types.id), triggered_by: nullable(types.text) });

function tables(types: Types): TableText[] {
  return [
    table(
      'cron_trigger',
      {
        id: key(types.id),
        project_id: types.id,
        name: types.name,
        description: nullable(types.text),
        scope: types.word,
        workflow_id: types.id,
        workflow_name: types.name,
        namespace: types.name,
        input: types.text,
        params: types.text,
        pattern: nullable(types.name),
        time_zone: types.name,
        first_time: nullable(types.time),
        starts_at: nullable(types.time),
        ends_at: nullable(types.time),
        remaining: nullable(types.integer),
        missed: types.word,
        missed_limit: types.integer,
        overlap: types.word,
        jitter_seconds: types.integer,
        state: types.word,
        revision: types.integer,
        next_time: nullable(types.time),
        fires_at: nullable(types.time),
        last_time: nullable(types.time),
        last_execution_id: nullable(types.id),
        last_error: nullable(types.text),
        waiting: types.text,
        created_at: types.time,
        updated_at: types.time,
      },
      [
        { name: 'cron_trigger_by_name', columnNames: ['project_id', 'name'], isUnique: true },
        { name: 'cron_trigger_by_workflow', columnNames: ['workflow_id'] },
        { name: 'cron_trigger_by_time', columnNames: ['state', 'fires_at'] },
      ],
    ),
  ];
}
