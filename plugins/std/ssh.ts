import type { Duplex } from 'node:stream';
import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { keyText } from './keyText.ts';
import { type CommandResult, execute, type Login, logIn } from './sshSession.ts';

export const port = z.int().min(1).max(65_535);

/** What both actions take. */
export const sshInput = z.object({
  cmd: z.string().describe('The command, which the shell of the user runs.'),
  host: z.union([z.string(), z.array(z.string()).min(1)]).describe('Where: a host, or several, one after the other.'),
  username: z.string().describe('Who logs in.'),
  password: z.string().nullish().describe('Theirs; or what the private key is locked with.'),
  private_key_filename: z
    .string()
    .nullish()
    .describe('A private key: the name of its file in the folder STD_KEY_FOLDER.'),
  private_key: z.string().nullish().describe('A private key: its text.'),
  return_result_on_error: z
    .boolean()
    .nullish()
    .describe('Whether a command that fails is a success with `{stdout, stderr, exit_code}`; not, if not given.'),
  port: port.default(22).describe('Of the hosts.'),
  host_key: z
    .string()
    .regex(/^SHA256:/)
    .nullish()
    .describe('The fingerprint that the hosts must have, `SHA256:…`; any will do, if not given.'),
});

export const sshOutput = z.unknown().describe('What the command wrote; of several hosts the list.');

type SshInput = z.output<typeof sshInput>;

export const ssh = defineAction({
  name: 'std.ssh',
  description: 'Runs a command on another machine by SSH, and returns what it wrote. A command that fails is an error.',
  input: sshInput,
  output: sshOutput,
  examples: [
    { input: { cmd: 'uptime', host: 'db1.example.test', username: 'ops', private_key_filename: 'ops' } },
    {
      title: 'on several hosts',
      input: { cmd: 'df -h /', host: ['db1.test', 'db2.test'], username: 'ops', password: 'x' },
    },
  ],
  run: (given, ctx) => runOnHosts(given, ctx, (host) => ctx.connect(host, given.port)),
});

/** Runs the command on each host; of a single one the result is no list, as Mistral. */
export async function runOnHosts(given: SshInput, ctx: ActionContext, connect: (host: string) => Promise<Duplex>) {
  const login = { ...(await loginOf(given, ctx)), hostKey: given.host_key ?? undefined };
  const results: unknown[] = [];
  for (const host of [given.host].flat()) {
    ctx.log.debug('running the command', { host, username: given.username });
    const connection = await connect(host);
    try {
      const client = await logIn(connection, host, login, ctx);
      results.push(resultOf(await execute(client, given.cmd, host, ctx), host, given, ctx));
      client.end();
    } finally {
      connection.destroy();
    }
  }
  return results.length > 1 ? results : results[0];
}

export async function loginOf(given: SshInput, ctx: ActionContext): Promise<Omit<Login, 'hostKey'>> {
  const key = given.private_key || given.private_key_filename;
  return {
    username: given.username,
    password: given.password ?? undefined,
    privateKey: key ? await keyText(key, ctx) : undefined,
  };
}

function resultOf(result: CommandResult, host: string, given: SshInput, ctx: ActionContext): unknown {
  if (result.exit_code === 0) return result.stdout;
  if (given.return_result_on_error) return result;
  ctx.log.warn('the command failed', { host, ...result });
  const message = `the command failed on ${host} with exit code ${result.exit_code}`;
  throw ctx.fail({ code: 'SSH_COMMAND_FAILED', message });
}
