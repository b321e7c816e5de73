import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartupError } from '../../src/base/errors.ts';
import { type Options, readOptions } from '../../src/roles/options.ts';
import { describeOptions } from '../../src/roles/optionTable.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tramontane-options-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(args: string[], env: NodeJS.ProcessEnv = {}): Options {
  return readOptions(args, { env, folder });
}

function complaint(args: string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    read(args, env);
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message;
  }
  throw new Error('the options were accepted');
}

function writeFile(content: unknown, name = 'tramontane.json'): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('options', () => {
  it('have defaults that need nothing else on the machine', () => {
    expect(read([])).toEqual({
      port: 8080,
      host: '127.0.0.1',
      tlsCert: undefined,
      tlsKey: undefined,
      dataDir: join(folder, '.tramontane'),
      roles: ['api', 'engine', 'executor', 'scheduler'],
      databaseUrl: undefined,
      queueUrl: undefined,
      plugins: [],
      pluginPackages: [],
      inProcess: ['std'],
      allowPlugins: [],
      denyPlugins: [],
      allowActions: [],
      denyActions: [],
      processes: 16,
      egressAllow: [],
      publicUrl: undefined,
      egressDeny: [],
      executorName: hostname(),
      executorGroups: [],
      slots: 128,
      drainSeconds: 3,
      graceSeconds: 5,
      auth: 'none',
      policy: undefined,
      oidcIssuer: undefined,
      oidcAudience: undefined,
      oidcProjectClaim: 'project',
      oidcRolesClaim: 'roles',
      changesDays: 7,
      logLevel: 'info',
      secretsFile: undefined,
    });
  });

  it('cannot be changed once read', () => {
    const options = read([]);
    expect(Object.isFrozen(options) && Object.isFrozen(options.roles)).toBe(true);
  });

  it('come from a flag before the environment, from that before the file', () => {
    writeFile({ port: 1, host: '127.0.0.2', logLevel: 'warn' });
    const { port, host, logLevel } = read(['--port=3'], { TRAMONTANE_PORT: '2', TRAMONTANE_HOST: '127.0.0.3' });
    expect({ port, host, logLevel }).toEqual({ port: 3, host: '127.0.0.3', logLevel: 'warn' });
  });

  it('take the last of a flag given twice', () => {
    expect(read(['--port', '1', '--port', '2']).port).toBe(2);
  });

  it('take an empty variable for none', () => {
    expect(read([], { TRAMONTANE_PORT: '' }).port).toBe(8080);
  });

  it('do not mistake what Kubernetes sets for a service of our name', () => {
    expect(read([], { TRAMONTANE_PORT: 'tcp://10.0.0.1:8080' }).port).toBe(8080);
  });

  it('split roles at commas and plugin folders as the system does', () => {
    const { roles, plugins } = read(['--roles', 'engine, api', '--plugins', `a${delimiter}/b`, '--plugins', 'c']);
    expect(roles).toEqual(['engine', 'api']);
    expect(plugins).toEqual([join(folder, 'a'), '/b', join(folder, 'c')]);
  });

  it('resolve the paths in a file from where the file is', () => {
    const other = mkdtempSync(join(folder, 'other-'));
    writeFileSync(join(other, 'mine.json'), JSON.stringify({ dataDir: 'data', plugins: ['p'] }));
    const { dataDir, plugins } = read(['--config', join(other, 'mine.json')]);
    expect({ dataDir, plugins }).toEqual({ dataDir: join(other, 'data'), plugins: [join(other, 'p')] });
  });

  it('keep the queue in the database where that is PostgreSQL', () => {
    expect(read(['--database-url', 'postgres://a/b']).queueUrl).toBe('postgres://a/b');
    expect(read([], { DATABASE_URL: 'postgres://a/b', QUEUE_URL: 'postgres://c/d' }).queueUrl).toBe('postgres://c/d');
  });

  it('keep the queue in the embedded PostgreSQL where the database is MySQL', () => {
    expect(read(['--database-url', 'mysql://a/b'])).toMatchObject({ databaseUrl: 'mysql://a/b', queueUrl: undefined });
  });

  it('are all described for --help', () => {
    const flags = 'port host data-dir roles database-url queue-url plugins log-level config'.split(' ');
    for (const flag of flags) expect(describeOptions()).toContain(`--${flag}`);
  });
});

describe('a wrong option is one line that', () => {
  it('suggests what was meant', () => {
    expect(complaint(['--prot', '1'])).toBe('Unknown option --prot. Did you mean --port?');
    expect(complaint(['--data_dir=x'])).toBe('Unknown option --data_dir. Did you mean --data-dir?');
    expect(complaint(['--whatever'])).toBe('Unknown option --whatever.');
  });

  it('says when a value is missing', () => {
    expect(complaint(['--port'])).toBe('Option --port needs a value.');
    expect(complaint(['--port', '--host', 'localhost'])).toBe('Option --port needs a value.');
  });

  it('says what is not an option at all', () => {
    expect(complaint(['8080'])).toBe("Unexpected argument '8080'.");
  });

  it('names where the value came from', () => {
    expect(complaint(['--port', '99999'])).toBe('--port must be a number from 0 to 65535, not "99999".');
    expect(complaint([], { TRAMONTANE_LOG_LEVEL: 'loud' })).toBe(
      'TRAMONTANE_LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud".',
    );
    writeFile({ roles: ['engine', 'cook'] });
    expect(complaint([])).toBe(
      'roles in tramontane.json must be one or more of api, engine, executor, scheduler, not ["engine","cook"].',
    );
  });

  it('never shows an address, which may hold a password', () => {
    expect(complaint([], { DATABASE_URL: 'oracle://me:secret@there' })).toBe(
      'DATABASE_URL must be postgres://… or mysql://….',
    );
    expect(complaint([], { QUEUE_URL: 'mysql://me:secret@there' })).toBe('QUEUE_URL must be postgres://….');
  });

  it('suggests the key meant in the file', () => {
    writeFile({ datadir: 'x' });
    expect(complaint([])).toBe("Unknown option 'datadir' in tramontane.json. Did you mean dataDir?");
  });

  it('tells of a file that is missing or no JSON', () => {
    expect(complaint(['--config', 'x.json'])).toBe('x.json cannot be read: there is no such file.');
    writeFile('{ port: 1 }', 'y.json');
    expect(complaint(['--config', 'y.json'])).toMatch(/^y\.json cannot be read: .*JSON.*$/);
    writeFile([1], 'z.json');
    expect(complaint(['--config', 'z.json'])).toBe('z.json must be a JSON object.');
  });

  it('refuses to let others in as long as nobody has to say who they are', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.1', 'example.org', '127.0.0.1.example.org']) {
      expect(complaint(['--host', host])).toMatch(/^--host: without authentication .* not on /);
    }
    for (const host of ['localhost', '::1', '127.0.1.1']) expect(read(['--host', host]).host).toBe(host);
  });

  it('lets others in once they have to say who they are', () => {
    expect(read(['--host', '0.0.0.0', '--auth', 'required']).host).toBe('0.0.0.0');
  });

  it.each([
    [['--oidc-issuer', 'https://id.example.org', '--auth', 'required'], /^--oidc-issuer needs --oidc-audience: /],
    [['--oidc-issuer', 'https://id.example.org', '--oidc-audience', 'a'], /^--oidc-issuer needs --auth required: /],
    [['--oidc-issuer', 'id.example.org'], /^--oidc-issuer must be https:/],
    [['--tls-cert', 'cert.pem'], /^--tls-cert and --tls-key need each other\.$/],
  ])('refuses halves: %j', (args, message) => {
    expect(complaint(args)).toMatch(message);
  });
});
