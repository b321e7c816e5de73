import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { CronTriggerRow } from '../rows.ts';

export const cronTrigger = (columns: Columns) =>
  new EntitySchema<CronTriggerRow>({
    name: 'cron_trigger',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      name: columns.name,
      description: optional(columns.text),
      scope: columns.word,
      workflow_id: columns.id,
      workflow_name: columns.name,
      namespace: columns.name,
      input: columns.text,
      params: columns.text,
      pattern: optional(columns.name),
      time_zone: columns.name,
      first_time: optional(columns.time),
      starts_at: optional(columns.time),
      ends_at: optional(columns.time),
      remaining: optional(columns.integer),
      missed: columns.word,
      missed_limit: columns.integer,
      overlap: columns.word,
      jitter_seconds: columns.integer,
      state: columns.word,
      revision: columns.integer,
      next_time: optional(columns.time),
      fires_at: optional(columns.time),
      last_time: optional(columns.time),
      last_execution_id: optional(columns.id),
      last_error: optional(columns.text),
      waiting: columns.text,
      created_at: columns.time,
      updated_at: columns.time,
    },
    indices: [
      { name: 'cron_trigger_by_name', columns: ['project_id', 'name'], unique: true },
      { name: 'cron_trigger_by_workflow', columns: ['workflow_id'] },
      { name: 'cron_trigger_by_time', columns: ['state', 'fires_at'] },
    ],
  });
