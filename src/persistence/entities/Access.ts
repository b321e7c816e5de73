import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { ApiTokenRow, ProjectRow } from '../rows.ts';

export const project = (columns: Columns) =>
  new EntitySchema<ProjectRow>({
    name: 'project',
    columns: { id: { ...columns.id, primary: true }, name: columns.name, created_at: columns.time },
    indices: [{ name: 'project_by_name', columns: ['name'], unique: true }],
  });

export const apiToken = (columns: Columns) =>
  new EntitySchema<ApiTokenRow>({
    name: 'api_token',
    columns: {
      id: { ...columns.id, primary: true },
      project_id: columns.id,
      name: columns.name,
      roles: columns.text,
      hash: { ...columns.name, length: 64 },
      created_at: columns.time,
      expires_at: optional(columns.time),
      revoked_at: optional(columns.time),
    },
  });
