import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, type ColumnsOf, dropColumns, nullable } from './tables.ts';

/** Actions that run without a workflow: whose they are, and where their names count. */
export class LoneActions1764200000000 implements MigrationInterface {
  name = 'LoneActions1764200000000';

  up(runner: QueryRunner): Promise<void> {
    return addColumns(runner, 'action_execution', columns);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropColumns(runner, 'action_execution', columns);
  }
}

const columns: ColumnsOf = (types) => ({ project_id: nullable(types.id), namespace: nullable(types.name) });
