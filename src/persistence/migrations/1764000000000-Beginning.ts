import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, key, nullable, type TableText, type Types, table } from './tables.ts';

/** The first tables. What a migration creates never changes afterwards: later ones alter it. */
export class Beginning1764000000000 implements MigrationInterface {
  name = 'Beginning1764000000000';

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
      'workflow',
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
      [{ name: 'workflow_by_name', columnNames: ['project_id', 'namespace', 'name'], isUnique: true }],
    ),
    table('workflow_revision', {
      workflow_id: key(types.id),
      revision: key(types.integer),
      definition: types.text,
      checksum: types.hash,
      created_at: types.time,
    }),
    table(
      'execution',
      {
        id: key(types.id),
        project_id: types.id,
        workflow_id: types.id,
        workflow_name: types.name,
        workflow_namespace: types.name,
        revision: types.integer,
        state: types.word,
        state_info: nullable(types.text),
        description: nullable(types.text),
        input: types.text,
        params: types.text,
        context: types.text,
        output: nullable(types.text),
        runtime: types.text,
        root_id: types.id,
        parent_task_id: nullable(types.id),
        item_index: nullable(types.integer),
        accepted: types.flag,
        idempotency_key: nullable(types.name),
        request_hash: nullable(types.hash),
        created_at: types.time,
        updated_at: types.time,
        finished_at: nullable(types.time),
      },
      [
        { name: 'execution_by_time', columnNames: ['project_id', 'created_at', 'id'] },
        { name: 'execution_by_root', columnNames: ['root_id'] },
        { name: 'execution_by_parent_task', columnNames: ['parent_task_id', 'id'] },
        { name: 'execution_by_state', columnNames: ['state', 'updated_at'] },
        { name: 'execution_by_idempotency_key', columnNames: ['project_id', 'idempotency_key'], isUnique: true },
      ],
    ),
    table(
      'task_execution',
      {
        id: key(types.id),
        execution_id: types.id,
        name: types.name,
        state: types.word,
        state_info: nullable(types.text),
        context: types.text,
        published: nullable(types.text),
        published_global: nullable(types.text),
        runtime: types.text,
        has_next: types.flag,
        processed: types.flag,
        created_at: types.time,
        started_at: nullable(types.time),
        updated_at: types.time,
        finished_at: nullable(types.time),
      },
      [{ name: 'task_execution_by_execution', columnNames: ['execution_id', 'id'] }],
    ),
    table(
      'action_execution',
      {
        id: key(types.id),
        execution_id: nullable(types.id),
        task_id: nullable(types.id),
        name: types.name,
        state: types.word,
        state_info: nullable(types.text),
        input: types.text,
        output: nullable(types.text),
        accepted: types.flag,
        item_index: nullable(types.integer),
        attempt: types.integer,
        created_at: types.time,
        updated_at: types.time,
        started_at: nullable(types.time),
        finished_at: nullable(types.time),
      },
      [{ name: 'action_execution_by_task', columnNames: ['task_id', 'id'] }],
    ),
    table(
      'change_log',
      {
        id: { ...key(types.bigint), isGenerated: true, generationStrategy: 'increment' },
        position: nullable(types.bigint),
        project_id: types.id,
        root_id: types.id,
        execution_id: types.id,
        kind: types.word,
        entity_id: types.id,
        from_state: nullable(types.word),
        to_state: types.word,
        state_info: nullable(types.text),
        at: types.time,
      },
      [
        { name: 'change_log_by_position', columnNames: ['position', 'id'] },
        { name: 'change_log_by_root', columnNames: ['root_id', 'position', 'id'] },
      ],
    ),
    table('outbox', {
      id: key(types.id),
      queue: types.name,
      data: types.text,
      created_at: types.time,
    }),
  ];
}
