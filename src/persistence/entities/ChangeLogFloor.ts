import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns.ts';
import type { ChangeLogFloorRow } from '../rows.ts';

export const changeLogFloor = (columns: Columns) =>
  new EntitySchema<ChangeLogFloorRow>({
    name: 'change_log_floor',
    columns: { id: { ...columns.integer, primary: true }, position: columns.bigint },
  });
