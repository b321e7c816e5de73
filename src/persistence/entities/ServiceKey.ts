import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { ServiceKeyRow } from '../rows.ts';

export const serviceKey = (columns: Columns) =>
  new EntitySchema<ServiceKeyRow>({
    name: 'service_key',
    columns: {
      name: { ...columns.word, primary: true },
      value: columns.name,
      created_at: columns.time,
    },
  });
