import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BenchServer } from './BenchServer.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { type Result, runBench } from './runBench.ts';
import { FULL, QUICK } from './sizes.ts';
import { tableOf } from './table.ts';

const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);

/** Runs it in a folder of its own; whatever happens, the server is stopped and the folder removed. */
async function measure({ isQuick, folder }: Options): Promise<Result> {
  const dataDir = mkdtempSync(join(resolve(folder), 'tramontane-bench-'));
  // PostgreSQL may run as somebody else, who has to get at its place below.
  chmodSync(dataDir, 0o711);
  let starting: Promise<BenchServer> | undefined;
  let tidied: Promise<void> | undefined;
  const tidyUp = async () => {
    const server = await starting?.catch(() => undefined);
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  // Once: a server that is asked to stop a second time goes at once, and leaves its database behind.
  const tidy = () => {
    tidied ??= tidyUp();
    return tidied;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void tidy().finally(() => process.exit(130)));
  }
  try {
    const startServer = () => {
      starting = BenchServer.start(dataDir);
      return starting;
    };
    return await runBench({ sizes: isQuick ? QUICK : FULL, dataDir, startServer, say });
  } finally {
    await tidy();
  }
}

function print(result: Result, json: string | undefined): void {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  if (json === '-') return void process.stdout.write(text);
  process.stdout.write(`${tableOf(result)}\n`);
  if (json !== undefined) writeFileSync(json, text);
}

const options = readOptions(process.argv.slice(2));
if (options === 'help') process.stdout.write(`${USAGE}\n`);
else print(await measure(options), options.json);
