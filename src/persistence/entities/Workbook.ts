import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { WorkbookRow } from '../rows.ts';

export const workbook = (columns: Columns) =>
  new EntitySchema<WorkbookRow>({
    name: 'workbook',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      namespace: columns.name,
      name: columns.name,
      scope: columns.word,
      tags: columns.text,
      revision: columns.integer,
      definition: columns.text,
      checksum: { ...columns.id, length: 64 },
      created_at: columns.time,
      updated_at: columns.time,
    },
    indices: [{ name: 'workbook_by_name', columns: ['project_id', 'namespace', 'name'], unique: true }],
  });
