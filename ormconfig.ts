import { createDataSource } from './src/persistence/dataSource.ts';

/** For TypeORM's command line: `DATABASE_URL=… npx typeorm migration:run -d ormconfig.ts`. */
export default createDataSource(process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/tramontane');
