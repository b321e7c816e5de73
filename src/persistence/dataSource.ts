import 'reflect-metadata';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { asMysqlUrl, dialectOf } from '../base/databaseUrl.ts';
import { SESSION_SETTINGS } from '../base/postgresSession.ts';
import { entitiesFor } from './entities/index.ts';
import { Beginning1764000000000 } from './migrations/1764000000000-Beginning.ts';
import { Definitions1764100000000 } from './migrations/1764100000000-Definitions.ts';
import { LoneActions1764200000000 } from './migrations/1764200000000-LoneActions.ts';
import { Discarded1764300000000 } from './migrations/1764300000000-Discarded.ts';
import { ServiceKeys1764350000000 } from './migrations/1764350000000-ServiceKeys.ts';
import { Starts1764400000000 } from './migrations/1764400000000-Starts.ts';
import { Executors1764500000000 } from './migrations/1764500000000-Executors.ts';
import { Access1764900000000 } from './migrations/1764900000000-Access.ts';
import { CronTriggers1764910000000 } from './migrations/1764910000000-CronTriggers.ts';
import { Lists1764950000000 } from './migrations/1764950000000-Lists.ts';

const onConnect = (client: ClientBase) => client.query(SESSION_SETTINGS);

const MIGRATIONS = [
  Beginning1764000000000,
  Definitions1764100000000,
  LoneActions1764200000000,
  Discarded1764300000000,
  ServiceKeys1764350000000,
  Starts1764400000000,
  Executors1764500000000,
  Access1764900000000,
  CronTriggers1764910000000,
  Lists1764950000000,
];
/** Few servers allow more than a hundred connections, and many processes share one. */
const POOL_SIZE = 10;

/** TypeORM's access to a database, not yet connected. The schema comes from migrations alone. */
export function createDataSource(url: string): DataSource {
  const dialect = dialectOf(url);
  const shared = { entities: entitiesFor(dialect), migrations: MIGRATIONS, synchronize: false, migrationsRun: false };
  const options: DataSourceOptions =
    dialect === 'postgres'
      ? {
          ...shared,
          type: 'postgres',
          url,
          extra: { connectionString: url, pipeline: true, max: POOL_SIZE, onConnect },
        }
      : {
          ...shared,
          type: 'mariadb',
          url: asMysqlUrl(url),
          timezone: 'Z',
          charset: 'utf8mb4',
          poolSize: POOL_SIZE,
          supportBigNumbers: true,
          bigNumberStrings: true,
        };
  return new DataSource(options);
}
