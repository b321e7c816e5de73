/**
 * The process of a plugin: loads it, says what it brings, and runs its actions one at a time for the service that started it.
 * It ends with the service, because the channel between them closes then.
 */
import { Socket } from 'node:net';
import { messageOf } from '../../base/errors.ts';
import { FIELD_LIMIT_BYTES } from '../../base/fieldLimit.ts';
import { EgressPolicy } from '../egress.ts';
import { loadPlugin, type Plugin } from '../loadPlugin.ts';
import type { LogLevel } from '../sdk.ts';
import { FrameReader, frameOf } from './frames.ts';
import { HostedRun } from './HostedRun.ts';
import type { FromHost, ToHost } from './messages.ts';
import { reportOf } from './PluginReport.ts';

const CHANNEL = 3;
/** An input at its limit, as text within text. */
const LIMIT_BYTES = 8 * FIELD_LIMIT_BYTES;

let plugin: Plugin | undefined;
let egress = new EgressPolicy();
let run: HostedRun | undefined;

const channel = new Socket({ fd: CHANNEL, readable: true, writable: true });
const reader = new FrameReader(LIMIT_BYTES);
channel.on('data', (chunk: Buffer) => {
  for (const message of reader.read(chunk)) void hear(message as ToHost);
});
// Whatever the plugin does meanwhile: nobody is there any more to do it for.
channel.on('close', () => process.exit(0));
channel.on('error', () => process.exit(0));

function say(message: FromHost): void {
  channel.write(frameOf(message));
}

async function hear(message: ToHost): Promise<void> {
  if (message.type === 'abort') {
    if (run?.id === message.id) run.stop(message);
  } else if (message.type === 'scriptLog' || message.type === 'scriptEnd') {
    if (run?.id === message.id) run.hearOfScript(message);
  } else if (message.type === 'load') {
    egress = new EgressPolicy(message.egress.allow, message.egress.deny);
    plugin = await loadPlugin(message.folder);
    say({ type: 'loaded', plugin: reportOf(plugin) });
  } else if (plugin) {
    run = new HostedRun(message, say);
    await run.start(plugin, egress);
  }
}

/** What the plugin writes by itself is a part of the log of its run. */
function capture(stream: NodeJS.WriteStream, level: LogLevel): void {
  const write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (run && text.trim() !== '') run.print({ level, message: text.trimEnd(), fields: {} });
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  }) as typeof stream.write;
  stream.write = write;
}

/** Ends the process, once it has been said why. */
function end(code: string, error: unknown): void {
  channel.end(frameOf({ type: 'fatal', id: run?.id ?? 0, code, message: messageOf(error) } satisfies FromHost), () =>
    process.exit(1),
  );
}

capture(process.stdout, 'info');
capture(process.stderr, 'warn');
process.on('uncaughtException', (error) => end('UNCAUGHT_EXCEPTION', error));
process.on('unhandledRejection', (reason) => end('UNHANDLED_REJECTION', reason));
// The terminal tells everybody; when to end is the service's to say.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
