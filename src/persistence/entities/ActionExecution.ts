import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { ActionExecutionRow } from '../rows.ts';

export const actionExecution = (columns: Columns) =>
  new EntitySchema<ActionExecutionRow>({
    name: 'action_execution',
    columns: {
      id: { ...columns.id, primary: true },
      execution_id: optional(columns.id),
      project_id: optional(columns.id),
      namespace: optional(columns.name),
      task_id: optional(columns.id),
      name: columns.name,
      state: columns.word,
      state_info: optional(columns.text),
      input: columns.text,
      output: optional(columns.text),
      accepted: columns.flag,
      discarded_at: optional(columns.time),
      item_index: optional(columns.integer),
      attempt: columns.integer,
      created_at: columns.time,
      updated_at: columns.time,
      started_at: optional(columns.time),
      finished_at: optional(columns.time),
    },
    indices: [{ name: 'action_execution_by_task', columns: ['task_id', 'id'] }],
  });
