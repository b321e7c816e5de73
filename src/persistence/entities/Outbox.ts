import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { OutboxRow } from '../rows.ts';

export const outbox = (columns: Columns) =>
  new EntitySchema<OutboxRow>({
    name: 'outbox',
    columns: {
      id: { ...columns.id, primary: true },
      queue: columns.name,
      data: columns.text,
      created_at: columns.time,
    },
  });
