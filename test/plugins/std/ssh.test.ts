import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { EgressPolicy } from '../../../src/actions/egress.ts';
import type { Value } from '../../../src/base/json.ts';
import { runRequest } from '../../actions/runRequest.ts';
import { eventually } from '../../support/eventually.ts';
import { hasSshd, newKey, SshServer } from '../../support/SshServer.ts';
import { run } from '../checkout.ts';

const egress = new EgressPolicy(['127.0.0.1', 'localhost']);
const HERE = '127.0.0.1';

if (!hasSshd()) console.warn('std.ssh is not tested: there is no /usr/sbin/sshd (Debian: openssh-server).');

/** A folder that the machine's owner has opened for keys. */
function keyFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  vi.stubEnv('STD_KEY_FOLDER', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

describe.skipIf(!hasSshd())('std.ssh with an OpenSSH server', () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await SshServer.start();
  });
  afterAll(() => server.stop());

  const ssh = (input: Record<string, Value>, given = {}) => {
    const { username, port, privateKey: private_key } = server;
    return run('std.ssh', { host: HERE, username, port, private_key, ...input }, { egress, ...given });
  };
  const proxied = (input: Record<string, Value>, given = {}) => {
    const { username, port, privateKey: private_key } = server;
    const ways = { host: HERE, gateway_host: 'localhost', port, gateway_port: port };
    return run('std.ssh_proxied', { ...ways, username, private_key, ...input }, { egress, ...given });
  };

  it('returns what the command writes, without its errors', async () => {
    expect(await ssh({ cmd: 'echo "naïve $((1 + 1))"; echo oops >&2' })).toEqual({
      state: 'SUCCESS',
      output: 'naïve 2\n',
    });
  });

  it('returns a list for several hosts, in their order, and no list for a list of one', async () => {
    const cmd = 'echo $SSH_CONNECTION | cut -d" " -f4';
    expect(await ssh({ cmd: 'echo here', host: [HERE, 'localhost'] })).toMatchObject({ output: ['here\n', 'here\n'] });
    expect(await ssh({ cmd, host: [HERE] })).toMatchObject({ output: `${server.port}\n` });
  });

  it('fails with a command that fails, and logs what it wrote', async () => {
    const request = runRequest({ egress });
    const result = await ssh({ cmd: 'echo out; echo err >&2; exit 3' }, request);
    expect(result).toMatchObject({
      state: 'ERROR',
      error: { code: 'SSH_COMMAND_FAILED', message: `the command failed on ${HERE} with exit code 3` },
    });
    expect(request.lines).toContainEqual(
      expect.objectContaining({ fields: { host: HERE, stdout: 'out\n', stderr: 'err\n', exit_code: 3 } }),
    );
  });

  it('stops at the first host where the command fails', async () => {
    const folder = keyFolder({});
    const file = join(folder, 'count');
    await ssh({ cmd: `echo x >> ${file}; false`, host: [HERE, HERE] });
    expect(await ssh({ cmd: `wc -l < ${file}` })).toMatchObject({
      output: expect.stringMatching(/^\s*1\n$/) as string,
    });
  });

  it('succeeds with streams and exit code of a failed command where that is asked for', async () => {
    const input = { cmd: 'echo out; echo err >&2; exit 3', return_result_on_error: true };
    expect(await ssh(input)).toEqual({ state: 'SUCCESS', output: { stdout: 'out\n', stderr: 'err\n', exit_code: 3 } });
    expect(await ssh({ ...input, cmd: 'kill -9 $$' })).toMatchObject({ output: { exit_code: -1 } });
    expect(await ssh({ ...input, cmd: 'echo fine' })).toMatchObject({ output: 'fine\n' });
  });

  it('takes a key from the folder for keys, and from nowhere else', async () => {
    const file = { cmd: 'echo in', private_key: null, private_key_filename: 'ops' };
    expect(await ssh(file)).toMatchObject({ error: { code: 'KEY_NOT_READABLE', message: /STD_KEY_FOLDER/ } });
    const outside = keyFolder({ ops: server.privateKey });
    const folder = keyFolder({ ops: server.privateKey });
    symlinkSync(join(outside, 'ops'), join(folder, 'link'));
    expect(await ssh(file)).toMatchObject({ output: 'in\n' });
    expect(await ssh({ ...file, private_key_filename: join(folder, 'ops') })).toMatchObject({ output: 'in\n' });
    for (const name of [
      'absent',
      join(outside, 'ops'),
      `../${outside.split('/').at(-1)}/ops`,
      'link',
      '.',
      '/etc/passwd',
    ]) {
      expect(await ssh({ ...file, private_key_filename: name })).toMatchObject({
        error: { code: 'KEY_NOT_READABLE', message: `'${name}' is no readable file in the folder for keys` },
      });
    }
  });

  it('lets nobody in with another key, or with none', async () => {
    const stranger = newKey().private;
    const keys: Record<string, Value>[] = [
      { private_key: stranger },
      { private_key: null },
      { private_key: null, password: 'guess' },
    ];
    for (const key of keys) {
      expect(await ssh({ cmd: 'true', ...key })).toMatchObject({ error: { code: 'SSH_AUTHENTICATION', retry: false } });
    }
    const result = await ssh({
      cmd: 'true',
      private_key: `${stranger.slice(0, 80)}\n-----END OPENSSH PRIVATE KEY-----`,
    });
    expect(result).toMatchObject({ error: { code: 'SSH_FAILED', retry: false } });
    expect(JSON.stringify(result)).not.toContain(stranger.slice(40, 80));
  });

  it('looks at the key of the host where it is given', async () => {
    expect(await ssh({ cmd: 'echo in', host_key: server.fingerprint })).toMatchObject({ output: 'in\n' });
    const other = `SHA256:${Buffer.alloc(32).toString('base64')}`;
    expect(await ssh({ cmd: 'echo in', host_key: other })).toMatchObject({
      error: { code: 'SSH_FAILED', retry: false },
    });
  });

  it('ends when it is cancelled while the command runs', async () => {
    const controller = new AbortController();
    const folder = keyFolder({});
    const running = ssh({ cmd: `touch ${folder}/begun; sleep 5` }, { signal: controller.signal });
    await eventually(() => expect(existsSync(join(folder, 'begun'))).toBe(true));
    controller.abort(new Error('cancelled by Ada'));
    expect(await running).toMatchObject({ error: { code: 'ABORTED', message: 'cancelled by Ada' } });
  });

  it('stops a command that writes without end', async () => {
    expect(await ssh({ cmd: 'yes' })).toMatchObject({ error: { code: 'OUTPUT_TOO_LARGE', retry: false } });
  });

  it('reaches a host through a gateway', async () => {
    expect(await proxied({ cmd: 'echo through' })).toMatchObject({ output: 'through\n' });
    expect(await proxied({ cmd: 'echo $SSH_CLIENT | cut -d" " -f1', host: [HERE, HERE] })).toMatchObject({
      output: [`${HERE}\n`, `${HERE}\n`],
    });
    expect(await proxied({ cmd: 'exit 2', gateway_username: server.username })).toMatchObject({
      error: { code: 'SSH_COMMAND_FAILED' },
    });
  });

  it('says which of the two does not let in or is not there', async () => {
    expect(await proxied({ cmd: 'true', gateway_username: 'nobody-at-all' })).toMatchObject({
      error: { code: 'SSH_AUTHENTICATION', message: expect.stringContaining('log in to localhost') as string },
    });
    expect(await proxied({ cmd: 'true', port: 1 })).toMatchObject({
      error: { code: 'NETWORK', message: `the gateway does not reach ${HERE}:1` },
    });
    expect(await proxied({ cmd: 'true', gateway_port: 1 })).toMatchObject({ error: { code: 'NETWORK' } });
    const other = `SHA256:${Buffer.alloc(32).toString('base64')}`;
    expect(await proxied({ cmd: 'true', gateway_host_key: other })).toMatchObject({ error: { code: 'SSH_FAILED' } });
    expect(
      await proxied({ cmd: 'echo in', gateway_host_key: server.fingerprint, host_key: server.fingerprint }),
    ).toMatchObject({
      output: 'in\n',
    });
  });
});

describe('std.ssh', () => {
  /**
   * A server that knows a password, which OpenSSH would take from the accounts of the machine, and passes on signals, which OpenSSH
   * does not for root. The command `wait` ends with the first.
   */
  async function tinyServer(onSignal: (name: string) => void = () => {}): Promise<number> {
    const server = new ssh2.Server({ hostKeys: [newKey().private] }, (client) => {
      client.on('error', () => {});
      client.on('authentication', (attempt) => {
        if (attempt.method === 'password' && attempt.password === 'hunter2') attempt.accept();
        else attempt.reject(['password']);
      });
      client.on('session', (accept) => {
        const session = accept();
        session.on('exec', (acceptExec, _reject, { command }) => {
          const channel = acceptExec();
          channel.write('let in\n');
          const end = () => {
            channel.exit(0);
            channel.end();
          };
          if (command !== 'wait') return end();
          session.on('signal', (_accept, _refuse, { name }) => {
            onSignal(name);
            end();
          });
          onSignal('begun');
        });
      });
    }).listen(0, HERE);
    onTestFinished(() => void server.close());
    await once(server as unknown as NodeJS.EventEmitter, 'listening');
    return (server.address() as AddressInfo).port;
  }

  it('logs in with a password, and says a wrong one nowhere', async () => {
    const port = await tinyServer();
    const login = { cmd: 'true', host: HERE, username: 'ada', port };
    expect(await run('std.ssh', { ...login, password: 'hunter2' }, { egress })).toMatchObject({ output: 'let in\n' });
    const request = runRequest({ egress });
    const refused = await run('std.ssh', { ...login, password: 'wrong-one' }, request);
    expect(refused).toMatchObject({ error: { code: 'SSH_AUTHENTICATION', retry: false } });
    expect(JSON.stringify([refused, request.lines])).not.toContain('wrong-one');
  });

  it('tells the command to end when it is cancelled', async () => {
    const controller = new AbortController();
    const signals: string[] = [];
    const port = await tinyServer((name) => {
      signals.push(name);
      if (name === 'begun') controller.abort(new Error('cancelled by Ada'));
    });
    const input = { cmd: 'wait', host: HERE, username: 'ada', port, password: 'hunter2' };
    expect(await run('std.ssh', input, { egress, signal: controller.signal })).toMatchObject({
      error: { code: 'ABORTED' },
    });
    expect(signals).toEqual(['begun', 'TERM']);
  });

  it('opens a locked key with the password', async () => {
    const { private: locked } = newKey('hunter2');
    const login = { cmd: 'true', host: HERE, username: 'ada', port: await tinyServer(), private_key: locked };
    expect(await run('std.ssh', { ...login, password: 'hunter2' }, { egress })).toMatchObject({ output: 'let in\n' });
    expect(await run('std.ssh', { ...login, password: 'wrong' }, { egress })).toMatchObject({
      error: { code: 'SSH_FAILED', retry: false },
    });
  });

  it('says that nobody answers, or not as an SSH server', async () => {
    expect(await run('std.ssh', { cmd: 'true', host: HERE, username: 'ada', port: 1 }, { egress })).toMatchObject({
      error: { code: 'NETWORK', retry: true },
    });
  });

  it('reaches this machine only where that is allowed', async () => {
    const login = { cmd: 'true', username: 'ada' };
    for (const host of [HERE, 'localhost', '::1', '169.254.169.254']) {
      expect(await run('std.ssh', { ...login, host })).toMatchObject({ error: { code: 'EGRESS_DENIED' } });
      expect(await run('std.ssh_proxied', { ...login, host: 'a.test', gateway_host: host })).toMatchObject({
        error: { code: 'EGRESS_DENIED' },
      });
    }
  });

  it('runs no command on the machine of the service', async () => {
    const input = { cmd: 'true', host: 'a', username: 'a', gateway_host: 'b', proxy_command: 'nc b 22' };
    expect(await run('std.ssh_proxied', input)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });
});
