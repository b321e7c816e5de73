import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { ExecutionRow } from '../rows.ts';

export const execution = (columns: Columns) =>
  new EntitySchema<ExecutionRow>({
    name: 'execution',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      workflow_id: columns.id,
      workflow_name: columns.name,
      workflow_namespace: columns.name,
      revision: columns.integer,
      state: columns.word,
      state_info: optional(columns.text),
      description: optional(columns.text),
      input: columns.text,
      params: columns.text,
      context: columns.text,
      output: optional(columns.text),
      runtime: columns.text,
      root_id: columns.id,
      parent_task_id: optional(columns.id),
      item_index: optional(columns.integer),
      accepted: columns.flag,
      discarded_at: optional(columns.time),
      source_id: optional(columns.id),
      starts_at: optional(columns.time),
      idempotency_key: optional(columns.name),
      request_hash: optional({ ...columns.id, length: 64 }),
      trigger_id: optional(columns.id),
      triggered_by: optional(columns.text),
      created_at: columns.time,
      updated_at: columns.time,
      finished_at: optional(columns.time),
    },
    indices: [
      { name: 'execution_by_project', columns: ['project_id', 'id'] },
      { name: 'execution_by_workflow', columns: ['project_id', 'workflow_name', 'id'] },
      { name: 'execution_by_root', columns: ['root_id'] },
      { name: 'execution_by_parent_task', columns: ['parent_task_id', 'id'] },
      { name: 'execution_by_trigger', columns: ['trigger_id', 'id'] },
      { name: 'execution_by_state', columns: ['project_id', 'state', 'id'] },
      { name: 'execution_by_idempotency_key', columns: ['project_id', 'idempotency_key'], unique: true },
    ],
  });
