import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';

const PATH = process.env.TEST_SSHD ?? '/usr/sbin/sshd';

/** Whether to test with an OpenSSH server. In CI there has to be one, which `.ci/run` installs: its tests are never left out there. */
export function hasSshd(): boolean {
  return Boolean(process.env.CI) || existsSync(PATH);
}

/** A key pair in OpenSSH's own form. */
export function newKey(passphrase?: string) {
  if (passphrase === undefined) return ssh2.utils.generateKeyPairSync('ed25519');
  return ssh2.utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 4 });
}

/** A real OpenSSH server on a port of its own, with a host key of its own. It lets in the user of this process, by one key. */
export class SshServer {
  readonly username = userInfo().username;

  private constructor(
    readonly port: number,
    readonly privateKey: string,
    /** Of its host key, as `ssh-keygen -l` shows it. */
    readonly fingerprint: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<SshServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tramontane-sshd-'));
    const [host, user] = [newKey(), newKey()];
    const port = await freePort();
    writeFileSync(join(folder, 'host'), host.private, { mode: 0o600 });
    writeFileSync(join(folder, 'authorized'), user.public);
    writeFileSync(join(folder, 'config'), configOf(folder, port));
    // Where root starts one it insists on this folder, which a service manager would have made.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
    const child = spawn(PATH, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
    await listening(child);
    return new SshServer(port, user.private, fingerprintOf(host.public), child, folder);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function configOf(folder: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Server listening')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`sshd ended with ${code}: ${said}`)));
  });
}

function fingerprintOf(publicKey: string): string {
  const parsed = ssh2.utils.parseKey(publicKey);
  if (parsed instanceof Error) throw parsed;
  return `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}
