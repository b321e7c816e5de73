import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { loginOf, port, runOnHosts, sshInput, sshOutput } from './ssh.ts';
import { logIn } from './sshSession.ts';

const input = sshInput.extend({
  gateway_host: z.string().describe('The machine through which the hosts are reached.'),
  gateway_username: z.string().nullish().describe('Who logs in there; the same as on the hosts, if not given.'),
  gateway_port: port.default(22).describe('Of the gateway.'),
  gateway_host_key: z
    .string()
    .regex(/^SHA256:/)
    .nullish()
    .describe('The fingerprint that the gateway must have, `SHA256:…`; any will do, if not given.'),
  proxy_command: z
    .null()
    .optional()
    .describe('Not supported, because it would be a command on the machine of the service.'),
});

export const sshProxied = defineAction({
  name: 'std.ssh_proxied',
  description:
    'Runs a command by SSH on a machine that is reached through another one. The same key or password opens both.',
  input,
  output: sshOutput,
  examples: [
    {
      input: {
        cmd: 'uptime',
        host: '10.0.0.5',
        username: 'ops',
        private_key_filename: 'ops',
        gateway_host: 'gate.example.test',
      },
    },
  ],
  async run(given, ctx) {
    const login = await loginOf(given, ctx);
    const connection = await ctx.connect(given.gateway_host, given.gateway_port);
    try {
      const gateway = await logIn(
        connection,
        given.gateway_host,
        {
          ...login,
          username: given.gateway_username ?? given.username,
          hostKey: given.gateway_host_key ?? undefined,
        },
        ctx,
      );
      return await runOnHosts(given, ctx, (host) => forward(gateway, host, given.port, ctx));
    } finally {
      connection.destroy();
    }
  },
});

async function forward(gateway: Client, host: string, hostPort: number, ctx: ActionContext): Promise<Duplex> {
  try {
    return await new Promise((resolve, reject) => {
      gateway.forwardOut('127.0.0.1', 0, host, hostPort, (error, channel) =>
        error ? reject(error) : resolve(channel),
      );
    });
  } catch (cause) {
    ctx.signal.throwIfAborted();
    const message = `the gateway does not reach ${host}:${hostPort}`;
    throw ctx.fail({ code: 'NETWORK', message, retry: true, cause });
  }
}
