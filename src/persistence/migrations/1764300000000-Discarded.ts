import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, type ColumnsOf, dropColumns, nullable } from './tables.ts';

/** Which actions and sub-workflow runs their tasks have gone on without. */
export class Discarded1764300000000 implements MigrationInterface {
  name = 'Discarded1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await addColumns(runner, table, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await dropColumns(runner, table, columns);
  }
}

const TABLES = ['action_execution', 'execution'];

const columns: ColumnsOf = (types) => ({ discarded_at: nullable(types.time) });
