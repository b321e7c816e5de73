import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './Cluster.ts';
import { comesUp } from './connect.ts';
import { launchPostmaster } from './launchPostmaster.ts';
import { type Postmaster, stopPostmaster } from './Postmaster.ts';
import { readPostmasterFile } from './postmasterFile.ts';
import { makeSocketFolder, removeSocketFolder } from './socketFolder.ts';

const LOOK_MS = 500;

/** Adopts the server a killed process left behind; starts one where there is none. */
export async function obtainPostmaster(cluster: Cluster): Promise<Postmaster> {
  return (await adoptPostmaster(cluster)) ?? launchFirst(cluster);
}

async function launchFirst(cluster: Cluster): Promise<Postmaster> {
  const socketFolder = makeSocketFolder(cluster.account);
  try {
    return await launchPostmaster(cluster, socketFolder);
  } catch (error) {
    removeSocketFolder(socketFolder);
    throw error;
  }
}

async function adoptPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const file = readPostmasterFile(cluster.dataPath);
  if (!file) return undefined;
  const { pid, socketFolder } = file;
  const isAlive = () => cluster.isPostmaster(pid);
  if (isAlive()) {
    const found = { pid, socketFolder, isAdopted: true, ended: endOf(isAlive), isAlive };
    if (await comesUp(socketFolder, isAlive)) return found;
    // Stopping already, or its socket has been swept away: it is of no use any more.
    await stopPostmaster(found);
  }
  removeSocketFolder(socketFolder);
  return undefined;
}

async function endOf(isAlive: () => boolean): Promise<void> {
  while (isAlive()) await delay(LOOK_MS, undefined, { ref: false });
}
