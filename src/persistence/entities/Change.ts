import { EntitySchema } from 'typeorm';
import { type Columns, optional } from '../columns.ts';
import type { ChangeRow } from '../rows.ts';

export const change = (columns: Columns) =>
  new EntitySchema<ChangeRow>({
    name: 'change_log',
    columns: {
      id: columns.serial,
      position: optional(columns.bigint),
      project_id: columns.id,
      root_id: columns.id,
      execution_id: columns.id,
      kind: columns.word,
      entity_id: columns.id,
      from_state: optional(columns.word),
      to_state: columns.word,
      state_info: optional(columns.text),
      at: columns.time,
    },
    indices: [
      { name: 'change_log_by_position', columns: ['position', 'id'] },
      { name: 'change_log_by_root', columns: ['root_id', 'position', 'id'] },
    ],
  });
