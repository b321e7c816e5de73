import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { TaskExecutionRow } from '../rows.ts';

export const taskExecution = (columns: Columns) =>
  new EntitySchema<TaskExecutionRow>({
    name: 'task_execution',
    columns: {
      id: { ...columns.id, primary: true },
      execution_id: columns.id,
      name: columns.name,
      state: columns.word,
      state_info: optional(columns.text),
      context: columns.text,
      published: optional(columns.text),
      published_global: optional(columns.text),
      runtime: columns.text,
      has_next: columns.flag,
      processed: columns.flag,
      created_at: columns.time,
      started_at: optional(columns.time),
      updated_at: columns.time,
      finished_at: optional(columns.time),
    },
    indices: [{ name: 'task_execution_by_execution', columns: ['execution_id', 'id'] }],
  });
