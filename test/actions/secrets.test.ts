import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secrets } from '../../src/actions/Secrets.ts';

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'secrets.json');
  writeFileSync(file, text);
  return file;
}

describe('the secrets of plugins', () => {
  it('come from the environment, else from the file', () => {
    const file = fileWith('{"acme-tickets": {"TOKEN": "of the file", "KEY": "key"}}');
    const secrets = Secrets.read({ TRAMONTANE_SECRET_ACME_TICKETS__TOKEN: 'of the environment' }, file);
    expect(secrets.of({ plugin: 'acme-tickets', secrets: ['TOKEN', 'KEY', 'ABSENT'] })).toEqual({
      TOKEN: 'of the environment',
      KEY: 'key',
    });
  });

  it('go to who declares them, and to no other plugin', () => {
    const file = fileWith('{"acme": {"TOKEN": "a", "OTHER": "b"}}');
    const secrets = Secrets.read({ TRAMONTANE_SECRET_ACME__KEY: 'c', PATH: 'd' }, file);
    expect(secrets.of({ plugin: 'acme', secrets: ['TOKEN'] })).toEqual({ TOKEN: 'a' });
    expect(secrets.of({ plugin: 'evil', secrets: ['TOKEN', 'KEY', 'PATH', 'acme'] })).toEqual({});
    expect(secrets.of({ plugin: 'ac', secrets: ['ME__KEY'] })).toEqual({});
    expect(secrets.of({ plugin: 'acme', secrets: ['constructor', '__proto__'] })).toEqual({});
  });

  it.each([
    '[]',
    '{"acme": "hunter2"}',
    '{"acme": {"TOKEN": 5}}',
    '{"acme": {"TOKEN": "hunter2"',
  ])('refuse a file of %s without quoting it', (text) => {
    const file = fileWith(text);
    expect(() => Secrets.read({}, file)).toThrow(`${file} must be a JSON object of secrets by plugin`);
    expect(() => Secrets.read({}, file)).not.toThrow('hunter2');
  });

  it('refuse a file that is not there', () => {
    expect(() => Secrets.read({}, '/nowhere/secrets.json')).toThrow('The secrets cannot be read: ENOENT');
  });
});
