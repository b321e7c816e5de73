import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfMadeCertificate } from '../support/certificate.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { Server } from '../support/Server.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/src/main.js');
const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`a server with a certificate${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-tls-'));
  const [cert, key, workflow] = ['cert.pem', 'key.pem', 'one.yaml'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  let database: TestDatabase;
  beforeAll(async () => {
    const { certificate, privateKey } = selfMadeCertificate('127.0.0.1');
    writeFileSync(cert, certificate);
    writeFileSync(key, privateKey);
    writeFileSync(workflow, "version: '2.0'\none: {tasks: {pass: {action: std.noop}}}\n");
    database = await createPostgres();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  const flags = () => ['--database-url', database.url, '--tls-cert', cert, '--tls-key', key];

  it('speaks HTTPS and WSS, to those who trust the certificate', async () => {
    const server = await Server.start({ flags: flags() });
    try {
      expect(server.url).toMatch(/^https:/);
      const args = [MAIN, 'run', workflow, '--server', server.url, '--json'];
      const trusting = { env: { ...process.env, NODE_EXTRA_CA_CERTS: cert } };
      // `run` starts over HTTPS and follows over WSS.
      const { stdout } = await promisify(execFile)(process.execPath, args, trusting);
      expect(stdout).toContain('SUCCESS');
      await expect(promisify(execFile)(process.execPath, args)).rejects.toThrow('No service that is ready answers');
    } finally {
      await server.stop();
    }
  });

  it('does not start with a key of another certificate, and says so', async () => {
    writeFileSync(key, selfMadeCertificate('127.0.0.1').privateKey);
    await expect(Server.start({ flags: flags() })).rejects.toThrow(/The certificate .* cannot be used: /);
  });
});
