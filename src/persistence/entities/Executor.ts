import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { ExecutorRow } from '../rows.ts';

export const executor = (columns: Columns) =>
  new EntitySchema<ExecutorRow>({
    name: 'executor',
    columns: {
      id: { ...columns.id, primary: true },
      name: columns.name,
      groups: columns.text,
      host: columns.name,
      pid: columns.integer,
      slots: columns.integer,
      running: columns.integer,
      offers: columns.text,
      started_at: columns.time,
      seen_at: columns.time,
    },
    indices: [{ name: 'executor_by_seen_at', columns: ['seen_at'] }],
  });
