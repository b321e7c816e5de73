import { messageOf } from '../../src/base/errors.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { startEmbeddedPostgres } from '../../src/embedded/startEmbeddedPostgres.ts';

// A process that starts the server and then does nothing, until it is killed.
const [dataDir = '', shared = ''] = process.argv.slice(2);
try {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLogger, sharedFolders: [shared] });
  console.log(server.url);
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(messageOf(error));
}
