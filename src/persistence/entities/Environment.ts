import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { EnvironmentRow } from '../rows.ts';

export const environment = (columns: Columns) =>
  new EntitySchema<EnvironmentRow>({
    name: 'environment',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      name: columns.name,
      description: optional(columns.text),
      variables: columns.text,
      scope: columns.word,
      created_at: columns.time,
      updated_at: columns.time,
    },
    indices: [{ name: 'environment_by_name', columns: ['project_id', 'name'], unique: true }],
  });
