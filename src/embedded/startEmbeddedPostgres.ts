import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, StartupError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { openBinaries } from './binaries.ts';
import { Cluster } from './Cluster.ts';
import { ensureDatabase, urlOf } from './connect.ts';
import { DataDirLock } from './DataDirLock.ts';
import { initCluster } from './initCluster.ts';
import { launchPostmaster } from './launchPostmaster.ts';
import { obtainPostmaster } from './obtainPostmaster.ts';
import { type Postmaster, stopPostmaster } from './Postmaster.ts';
import { openPlace } from './place.ts';
import { SHARED_FOLDERS } from './sharedFolder.ts';

const LONGEST_PAUSE_MS = 5_000;

/** The running server. `url` stays the same for its whole life, also when the server process had to be started again. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** The server process of this moment. */
  readonly pid: number;
  /** Disconnects everybody and stops the server. Call it last. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log: Logger;
  /** Where root keeps what has to lie outside of the data directory. */
  readonly sharedFolders?: readonly string[];
}

/**
 * Starts the PostgreSQL that came with the packages on a data directory, or adopts the one a killed process left running there.
 * Throws `StartupError` when another process has the data directory, and when there is no server for this machine.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new StartupError('There is no embedded PostgreSQL on Windows: give --database-url.');
  }
  const place = openPlace(options.dataDir, options.sharedFolders ?? SHARED_FOLDERS, options.log);
  const lock = DataDirLock.take(place.path, options.dataDir);
  try {
    const cluster = new Cluster(place, openBinaries(place.account, place.path));
    await initCluster(cluster);
    return await Supervised.start(cluster, lock, options.log);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Keeps the server running until it is asked to stop. */
class Supervised implements EmbeddedPostgres {
  readonly url: string;
  private stopped: Promise<void> | undefined;
  private restarted: Promise<void> = Promise.resolve();

  private constructor(
    private readonly cluster: Cluster,
    private readonly lock: DataDirLock,
    private readonly log: Logger,
    private postmaster: Postmaster,
  ) {
    this.url = urlOf(postmaster.socketFolder);
    this.watch();
  }

  static async start(cluster: Cluster, lock: DataDirLock, log: Logger): Promise<Supervised> {
    const postmaster = await obtainPostmaster(cluster);
    await ensureDatabase(postmaster.socketFolder).catch(async (error: unknown) => {
      await stopPostmaster(postmaster);
      throw error;
    });
    const { pid, isAdopted } = postmaster;
    log.info({ pid, path: cluster.dataPath }, isAdopted ? 'adopted the running PostgreSQL' : 'started PostgreSQL');
    return new Supervised(cluster, lock, log, postmaster);
  }

  get pid(): number {
    return this.postmaster.pid;
  }

  stop(): Promise<void> {
    this.stopped ??= this.shutDown();
    return this.stopped;
  }

  private async shutDown(): Promise<void> {
    await this.restarted;
    await stopPostmaster(this.postmaster);
    this.lock.release();
  }

  private watch(): void {
    void this.postmaster.ended.then(() => {
      if (!this.stopped) this.restarted = this.restart();
    });
  }

  /** At the same address: whoever is connected only has to connect again. */
  private async restart(): Promise<void> {
    for (let pauseMs = 100; !this.stopped; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      this.log.error({ pid: this.pid, log: this.cluster.logPath }, 'PostgreSQL ended; starting it again');
      try {
        this.postmaster = await launchPostmaster(this.cluster, this.postmaster.socketFolder);
        return this.watch();
      } catch (error) {
        this.log.error({ error: messageOf(error) }, 'PostgreSQL could not be started again');
      }
      await delay(pauseMs);
    }
  }
}
