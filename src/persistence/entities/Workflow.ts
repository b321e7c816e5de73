import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { WorkflowRevisionRow, WorkflowRow } from '../rows.ts';

export const workflow = (columns: Columns) =>
  new EntitySchema<WorkflowRow>({
    name: 'workflow',
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
    indices: [{ name: 'workflow_by_name', columns: ['project_id', 'namespace', 'name'], unique: true }],
  });

export const workflowRevision = (columns: Columns) =>
  new EntitySchema<WorkflowRevisionRow>({
    name: 'workflow_revision',
    columns: {
      workflow_id: { ...columns.id, primary: true },
      revision: { ...columns.integer, primary: true },
      definition: columns.text,
      checksum: { ...columns.id, length: 64 },
      created_at: columns.time,
    },
  });
