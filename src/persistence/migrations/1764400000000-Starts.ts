import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, type ColumnsOf, dropColumns, nullable } from './tables.ts';

/** What executions were started from, and when those are to begin that wait for a time. */
export class Starts1764400000000 implements MigrationInterface {
  name = 'Starts1764400000000';

  up(runner: QueryRunner): Promise<void> {
    return addColumns(runner, 'execution', columns);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropColumns(runner, 'execution', columns);
  }
}

const columns: ColumnsOf = (types) => ({ source_id: nullable(types.id), starts_at: nullable(types.time) });
