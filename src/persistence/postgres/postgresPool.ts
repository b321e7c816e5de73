import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { statementName } from '../../base/statementName.ts';

/** The connections below TypeORM, for statements that are worth preparing: TypeORM itself cannot name one. */
export function postgresPool(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { readonly master: Pool }).master;
}

/** Runs a statement that Postgres prepares once for each connection. */
export async function queryPrepared<Row extends object>(
  dataSource: DataSource,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await postgresPool(dataSource).query<Row>({ name: statementName(text), text, values: [...values] });
  return rows;
}
