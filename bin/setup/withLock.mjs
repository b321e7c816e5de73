import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { startOf, world } from './processes.mjs';
import { SetupError, say } from './say.mjs';

const BEAT_MS = 2_000;
const SILENCE_MS = 60_000;
const BREAKER_MS = 10_000;

/**
 * Does `work` while no other process does it in this checkout.
 *
 * The lock is a file naming its owner. It appears with its content (a hard link), so that nobody reads it half written. An owner
 * that died is noticed by its id and start; one in another container, where ids mean nothing, by its silence.
 */
export async function withLock(path, work) {
  const owner = `${process.pid} ${startOf(process.pid)} ${world()} ${randomBytes(8).toString('hex')}`;
  await take(path, owner);
  const beat = setInterval(() => touch(path), BEAT_MS);
  const leave = () => release(path, owner);
  process.once('exit', leave);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', leave);
    leave();
  }
}

async function take(path, owner) {
  let isTold = false;
  while (!create(path, owner)) {
    const other = read(path);
    if (other !== undefined && isGone(path, other)) breakLock(path, other);
    else {
      if (other && !isTold) say(`process ${other.split(' ')[0]} is preparing this checkout; waiting for it`);
      isTold = isTold || Boolean(other);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function create(path, owner) {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, owner);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new SetupError(`cannot write in the checkout, which has to be prepared first (${error.code}).`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isGone(path, owner) {
  const [pid, start, where] = owner.split(' ');
  if (where === world()) return startOf(Number(pid)) !== start;
  return age(path) > SILENCE_MS;
}

/**
 * Removes the lock of a dead owner. Two processes may find it dead at once, and the slower one must not remove the lock that
 * the faster one has meanwhile taken: so only who alone holds the dead owner's breaker may, and looks again first.
 */
function breakLock(path, owner) {
  const breaker = `${path}.${owner.split(' ')[3]}`;
  try {
    writeFileSync(breaker, '', { flag: 'wx' });
  } catch {
    if (age(breaker) > BREAKER_MS) rmSync(breaker, { force: true });
    return;
  }
  release(path, owner);
  rmSync(breaker, { force: true });
}

function release(path, owner) {
  if (read(path) === owner) rmSync(path, { force: true });
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody tidied the checkout; there is nothing to keep fresh any more.
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function age(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
