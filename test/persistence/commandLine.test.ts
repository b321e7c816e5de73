import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** TypeORM's own command line, on `ormconfig.ts` as it stands in the checkout. */
async function typeorm(url: string, ...args: string[]): Promise<string> {
  const cli = join(ROOT, 'node_modules', 'typeorm', 'cli.js');
  const options = { cwd: ROOT, env: { ...process.env, DATABASE_URL: url } };
  const { stdout } = await run(process.execPath, [cli, ...args, '-d', join(ROOT, 'ormconfig.ts')], options);
  return stdout;
}

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(
    `TypeORM's command line on ${server.name}${reachable ? '' : ' (no server on this machine)'}`,
    () => {
      let database: TestDatabase;
      beforeAll(async () => {
        database = await server.create();
      });
      afterAll(() => database.drop());

      it('runs the migrations and then finds nothing to generate', async () => {
        expect(await typeorm(database.url, 'migration:run')).toContain('has been executed successfully');
        const generated = await typeorm(database.url, 'migration:generate', 'Nothing', '--dryrun', '--check');
        expect(generated).toContain('No changes in database schema were found');
      });
    },
  );
}
