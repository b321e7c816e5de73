import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { Command, folderWith } from './Command.ts';
import { TcpProxy } from './TcpProxy.ts';

const GREET = `version: '2.0'
greet:
  input:
    - name: world
    - number: 0
  output:
    greeting: <% $.greeting %>
    number: <% $.number %>
    place: <% env().get(place) %>
  tasks:
    say:
      action: std.echo output="Hello, <% $.name %>!"
      publish:
        greeting: <% task().result %>
      on-success: rest
    rest:
      action: std.noop
`;
const REVERSED = GREET.replace('Hello', 'Goodbye');
const FAILING = `version: '2.0'
failing:
  tasks:
    fails:
      action: std.fail
`;
const WAITING = `version: '2.0'
waiting:
  tasks:
    wait:
      action: std.async_noop
      on-success: after
    after:
      action: std.noop
`;
const WRONG = `version: '2.0'
wrong:
  tasks:
    one:
      action: std.noop
      on-succes: two
    two:
      action: std.echo output=<% $. %>
`;

const COMPLETE = `mutation ($id: ID!) {
  completeAction(input: { id: $id, state: SUCCESS }) { errors { message } }
}`;

describe.skipIf(!(await isReachable(createPostgres)))('tramontane run, on a running service', () => {
  let database: TestDatabase;
  let server: Server;

  beforeAll(async () => {
    database = await createPostgres();
    server = await Server.start({ flags: ['--database-url', database.url] });
  });
  afterAll(async () => {
    await server?.stop();
    await database?.drop();
  });

  function run(files: Readonly<Record<string, string>>, args: readonly string[], options: { stdin?: string } = {}) {
    const folder = folderWith(files);
    return Command.start(['run', ...args], { folder, ...options });
  }
  const runHere = (files: Readonly<Record<string, string>>, args: readonly string[], options = {}) =>
    run(files, [...args, '--server', server.url], options);
  const complete = async (action: { readonly id?: unknown }) =>
    expect(await server.ask(COMPLETE, { id: action.id })).toEqual({ completeAction: { errors: [] } });
  const isWaiting = ({ type, name, to }: { type: string; name?: unknown; to?: unknown }) =>
    type === 'task' && name === 'wait' && to === 'RUNNING';
  const actionOf = async (taskId: unknown) => {
    const query = 'query ($id: ID!) { taskExecution(id: $id) { actions { nodes { id } } } }';
    type Data = {
      readonly taskExecution: { readonly actions: { readonly nodes: readonly { readonly id: string }[] } };
    };
    const { taskExecution } = await server.ask<Data>(query, { id: taskId });
    return taskExecution.actions.nodes[0] as { readonly id: string };
  };

  it('shows the tasks to people and gives the output alone to pipes, with no number changed', async () => {
    const command = runHere({ 'greet.yaml': GREET }, [
      'greet.yaml',
      '--input',
      '{"name": "you", "number": 12345678901234567890}',
      '--env={"place": 2.0}',
    ]);
    expect(await command.exitCode()).toBe(0);
    expect(command.stdout).toBe(
      '{\n  "greeting": "Hello, you!",\n  "number": 12345678901234567890,\n  "place": 2.0\n}\n',
    );
    expect(command.stderr).toMatch(/✓ say +SUCCESS/);
    expect(command.stderr).toMatch(/^SUCCESS in /m);
  });

  it('reads its input from standard input', async () => {
    const command = runHere({ 'greet.yaml': GREET }, ['greet.yaml', '--input', '-', '--json'], {
      stdin: '{"name": "pipe"}',
    });
    expect(await command.exitCode()).toBe(0);
    expect(command.lines().at(-1)).toMatchObject({ output: { greeting: 'Hello, pipe!' } });
  });

  it('writes nothing but lines of JSON with --json, in order, the result last', async () => {
    const command = runHere({ 'greet.yaml': GREET }, ['greet.yaml', '--json']);
    expect(await command.exitCode()).toBe(0);
    const lines = command.lines();
    const ends = lines.filter(({ type, to }) => type !== 'action' && to === 'SUCCESS').map(({ name }) => name);
    expect(ends).toEqual(['say', 'rest', 'greet']);
    expect(lines.at(-1)).toMatchObject({ type: 'result', state: 'SUCCESS', executionId: expect.any(String) });
  });

  it('ends with 1 where the workflow fails, and says why', async () => {
    const command = runHere({ 'failing.yaml': FAILING }, ['failing.yaml']);
    expect(await command.exitCode()).toBe(1);
    expect(command.stderr).toMatch(/✗ fails +ERROR.*\n +\S/);
    expect(command.stderr).toMatch(/^ERROR in /m);
  });

  it('creates what is new in a file, updates what has changed, and leaves the rest alone', async () => {
    const second = FAILING.replace("version: '2.0'\n", '');
    await runHere({ 'one.yaml': GREET + second }, ['one.yaml', '--workflow', 'greet']).exitCode();
    const third = WAITING.replace("version: '2.0'\n", '').replace('waiting', 'third');
    const command = runHere({ 'one.yaml': REVERSED + second + third }, ['one.yaml', '--workflow', 'greet']);
    expect(await command.exitCode()).toBe(0);
    expect(command.stderr).toMatch(/^Stored: created third; updated greet\.$/m);
    expect(command.stdout).toContain('Goodbye, world!');
  });

  it('refuses a definition with every place in it, and ends with 2', async () => {
    const command = runHere({ 'wrong.yaml': WRONG }, ['wrong.yaml']);
    expect(await command.exitCode()).toBe(2);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(/^wrong\.yaml:6:7: .*on-succes.*\(.*\)$/m);
    expect(command.stderr).toMatch(/^wrong\.yaml:8:\d+: /m);
  });

  it('names what it can choose from where a file has several workflows', async () => {
    const both = GREET + FAILING.replace("version: '2.0'\n", '');
    const command = runHere({ 'both.yaml': both }, ['both.yaml']);
    expect(await command.exitCode()).toBe(2);
    expect(command.stderr).toBe("Which workflow? The file has 'greet', 'failing'; name one with --workflow.\n");
  });

  it('ends with 2 where the workflow does not take the input', async () => {
    const command = runHere({ 'greet.yaml': GREET }, ['greet.yaml', '--input', '{"nome": 1}']);
    expect(await command.exitCode()).toBe(2);
    expect(command.stderr).toContain('nome');
  });

  it('finds the service that the options describe', async () => {
    const { port } = new URL(server.url);
    const command = run({ 'greet.yaml': GREET }, ['greet.yaml', '--port', port]);
    expect(await command.exitCode()).toBe(0);
    expect(command.stderr).toContain(`on ${server.url}\n`);
  });

  it('leaves the execution going when it is interrupted, and says which', async () => {
    const command = runHere({ 'waiting.yaml': WAITING }, ['waiting.yaml', '--json']);
    const task = await command.line(isWaiting);
    command.interrupt();
    expect(await command.exitCode()).toBe(130);
    const [, id] = /^Execution (\S+) goes on on /m.exec(command.stderr) ?? [];
    const query = 'query ($id: ID!) { execution(id: $id) { state } }';
    expect(await server.ask(query, { id })).toEqual({ execution: { state: 'RUNNING' } });
    await complete(await actionOf(task.id));
  });

  it('goes on where it was after the connection broke, with nothing missing and nothing twice', async () => {
    const proxy = await TcpProxy.before(server.url);
    onTestFinished(() => proxy.close());
    const command = run({ 'waiting.yaml': WAITING }, ['waiting.yaml', '--json', '--server', proxy.url]);
    const task = await command.line(isWaiting);
    proxy.down();
    await complete(await actionOf(task.id));
    await eventually(() => expect(proxy.refused).toBeGreaterThan(0));
    proxy.up();
    expect(await command.exitCode()).toBe(0);
    const changes = command.lines().filter(({ type }) => type === 'task');
    expect(changes.map(({ name, to }) => `${name} ${to}`)).toEqual([
      'wait RUNNING',
      'wait SUCCESS',
      'after RUNNING',
      'after SUCCESS',
    ]);
  });
});

describe('tramontane run', () => {
  it('says that a named service does not answer, and starts none', async () => {
    const folder = folderWith({ 'greet.yaml': GREET });
    const command = Command.start(['run', 'greet.yaml', '--server', 'http://127.0.0.1:1'], { folder });
    expect(await command.exitCode()).toBe(1);
    expect(command.stderr).toBe('No service that is ready answers on http://127.0.0.1:1.\n');
  });

  it.each([
    [['run', 'nowhere.yaml'], /^FILE: nowhere\.yaml cannot be read: there is no such file\.$/m],
    [['run', 'greet.yaml', '--inptu', '{}'], /^Unknown option --inptu\. Did you mean --input\?$/m],
    [['run', 'greet.yaml', '--port', 'many'], /^--port must be a number/m],
    [['run', 'greet.yaml', '--server', 'localhost:8080'], /^--server must be an address such as/m],
  ])('%j is wrong use, said in one line', async (args, message) => {
    const command = Command.start(args, { folder: folderWith({ 'greet.yaml': GREET }) });
    expect(await command.exitCode()).toBe(2);
    expect(command.stderr).toMatch(message);
    expect(command.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('explains itself with --help', async () => {
    const command = Command.start(['run', '--help']);
    expect(await command.exitCode()).toBe(0);
    expect(command.stdout).toMatch(/^tramontane run FILE/);
    expect(command.stdout).toContain('--data-dir');
  });

  it('starts a service of its own where none runs, and leaves what it kept for the next time', async () => {
    const folder = folderWith({ 'greet.yaml': GREET });
    const args = ['run', 'greet.yaml', '--port', '0', '--data-dir', 'data'];
    const env = { DATABASE_URL: '', QUEUE_URL: '' };
    const first = Command.start(args, { folder, env });
    expect(await first.exitCode()).toBe(0);
    expect(first.stdout).toContain('Hello, world!');
    const second = Command.start(args, { folder, env });
    expect(await second.exitCode()).toBe(0);
    expect(first.stderr).toContain('Stored: created greet.');
    expect(second.stderr).not.toContain('Stored:');
  }, 120_000);
});
