export type DatabaseKind = 'postgres' | 'mysql' | 'mariadb';

/** What answers at an address. */
export interface DatabaseServer {
  readonly kind: DatabaseKind;
  readonly version: string;
}
