import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { livingProcess, livingProcesses } from './processes.ts';

/** The one superuser, and the one database. */
export const USER = 'tramontane';
export const DATABASE = 'tramontane';

/** One set of PostgreSQL's data and who works on it. */
export class Cluster {
  readonly dataPath: string;
  readonly logPath: string;
  readonly account: Account | undefined;
  /** Stands in the title of every process of this cluster. */
  readonly name: string;

  constructor(
    readonly place: Place,
    readonly binaries: Binaries,
  ) {
    this.dataPath = dataPathOf(place.path);
    this.logPath = join(place.path, 'postgres.log');
    this.account = place.account;
    this.name = `tramontane-${createHash('sha256').update(place.path).digest('hex').slice(0, 12)}`;
  }

  /** Whether this is the living postmaster of this cluster, and not another process that got its id. */
  isPostmaster(pid: number): boolean {
    return isPostmasterOf(this.dataPath, pid);
  }

  /** Whether anything still works on the data, also what outlives its postmaster for a moment. */
  isBusy(): boolean {
    return livingProcesses().some(
      ({ command }) => command.includes(` -D ${this.dataPath} `) || command.startsWith(`postgres: ${this.name}: `),
    );
  }
}

/** Where the data is in a cluster's place. */
export function dataPathOf(placePath: string): string {
  return join(placePath, 'data');
}

/** Whether a living process is the postmaster of these data. */
export function isPostmasterOf(dataPath: string, pid: number): boolean {
  return livingProcess(pid)?.command.includes(` -D ${dataPath} `) ?? false;
}
