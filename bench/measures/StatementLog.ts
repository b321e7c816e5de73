import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { BENCH, type BenchServer } from '../BenchServer.ts';

/** The statements of one transaction, in order, with what frames them. */
export type Transaction = readonly string[];

const SETTINGS = {
  log_statement: "'all'",
  log_parameter_max_length: '0',
  // Which transaction, and whose connection.
  log_line_prefix: "'%v %a|'",
};
const ENTRY = /^(\d+\/\d+) (.*?)\|LOG: {2}(?:statement|execute [^:]*): (.*)$/;

/**
 * PostgreSQL's own log of statements. Each is counted where it was executed, whoever sent it and however, so that nothing is
 * missed; our own connections are left out.
 */
export class StatementLog {
  private readonly server: BenchServer;

  private constructor(server: BenchServer) {
    this.server = server;
  }

  static async open(server: BenchServer): Promise<StatementLog> {
    const settings = Object.entries(SETTINGS).map(([name, value]) => `ALTER SYSTEM SET ${name} = ${value}`);
    await server.query(...settings, 'SELECT pg_reload_conf()');
    await untilLogging(server);
    return new StatementLog(server);
  }

  /** What was executed while `work` ran. */
  async during(work: () => Promise<unknown>): Promise<Transaction[]> {
    const file = openSync(this.server.postgresLog, 'r');
    try {
      const from = fstatSync(file).size;
      await work();
      const text = Buffer.alloc(fstatSync(file).size - from);
      readSync(file, text, 0, text.length, from);
      return transactionsIn(text.toString());
    } finally {
      closeSync(file);
    }
  }

  async close(): Promise<void> {
    const resets = Object.keys(SETTINGS).map((name) => `ALTER SYSTEM RESET ${name}`);
    await this.server.query(...resets, 'SELECT pg_reload_conf()');
  }
}

async function untilLogging(server: BenchServer): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const [row] = await server.query<{ log_statement: string }>('SHOW log_statement');
    if (row?.log_statement === 'all') return;
    await delay(100);
  }
  throw new Error('PostgreSQL does not log its statements.');
}

function transactionsIn(log: string): Transaction[] {
  const transactions = new Map<string, string[]>();
  // What continues a statement's text begins with a tab.
  for (const line of log.replace(/\n\t/g, ' ').split('\n')) {
    const [, id, application, text] = ENTRY.exec(line) ?? [];
    if (id === undefined || text === undefined || application === BENCH) continue;
    transactions.set(id, [...(transactions.get(id) ?? []), text.replace(/\s+/g, ' ').trim()]);
  }
  return [...transactions.values()];
}
