import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { AdhocActionRevisionRow, AdhocActionRow } from '../rows.ts';

export const adhocAction = (columns: Columns) =>
  new EntitySchema<AdhocActionRow>({
    name: 'adhoc_action',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      namespace: columns.name,
      name: columns.name,
      scope: columns.word,
      tags: columns.text,
      revision: columns.integer,
      created_at: columns.time,
      updated_at: columns.time,
    },
    indices: [{ name: 'adhoc_action_by_name', columns: ['project_id', 'namespace', 'name'], unique: true }],
  });

export const adhocActionRevision = (columns: Columns) =>
  new EntitySchema<AdhocActionRevisionRow>({
    name: 'adhoc_action_revision',
    columns: {
      action_id: { ...columns.id, primary: true },
      revision: { ...columns.integer, primary: true },
      definition: columns.text,
      checksum: { ...columns.id, length: 64 },
      created_at: columns.time,
    },
  });
