import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig } from 'ssh2';
import type { ActionContext } from 'tramontane/plugin';

/** As much of each of a command's two streams as is kept; what a result may hold is less. */
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;
/** How long a server may take to let somebody in. */
const READY_MS = 30_000;

/** Who logs in, and by what the server is known. */
export interface Login {
  readonly username: string;
  readonly password: string | undefined;
  readonly privateKey: string | undefined;
  /** SHA-256 of the server's key, as `ssh-keygen -l` shows it. */
  readonly hostKey: string | undefined;
}

/** How a command ended. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** -1 where a signal ended it. */
  readonly exit_code: number;
}

/** Logs in over a connection that is there already. The session ends when that breaks, or by `client.end()`. */
export async function logIn(connection: Duplex, host: string, login: Login, ctx: ActionContext): Promise<Client> {
  // Loaded when it is needed. A CommonJS module: what it exports is its default.
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', reject);
      client.once('close', () => reject(new Error('the connection was closed')));
      client.connect({ sock: connection as unknown as NonNullable<ConnectConfig['sock']>, ...configOf(login) });
    });
  } catch (error) {
    client.destroy();
    ctx.signal.throwIfAborted();
    throw refused(error, host, ctx);
  }
  // What breaks later is told to whoever waits for the command.
  return client.on('error', () => {});
}

function configOf({ username, password, privateKey, hostKey }: Login): ConnectConfig {
  return {
    username,
    readyTimeout: READY_MS,
    ...(password && { password }),
    // As Mistral: the password is also the one that the key is locked with.
    ...(privateKey && { privateKey, ...(password && { passphrase: password }) }),
    ...(hostKey && { hostVerifier: (key: Buffer) => fingerprintOf(key) === hostKey.replace(/=+$/, '') }),
  };
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function refused(error: unknown, host: string, ctx: ActionContext): never {
  const { message, level } = error as Error & { level?: string };
  const isFinal =
    level === 'client-authentication' || /private ?key|passphrase|host denied|verification failed/i.test(message);
  const code = level === 'client-authentication' ? 'SSH_AUTHENTICATION' : 'SSH_FAILED';
  throw ctx.fail({ code, message: `cannot log in to ${host}: ${message}`, retry: !isFinal, cause: error });
}

/**
 * Runs one command and waits for its end. When the action is stopped, its session ends; the command gets a TERM before, from
 * servers that pass it on (OpenSSH does, but not to commands of root).
 */
export async function execute(
  client: Client,
  command: string,
  host: string,
  ctx: ActionContext,
): Promise<CommandResult> {
  const end = await endOf(client, command, ctx.signal);
  ctx.signal.throwIfAborted();
  if (end === 'LOST') {
    throw ctx.fail({ code: 'SSH_FAILED', message: `the connection to ${host} was lost`, retry: true });
  }
  if (end === 'TOO_MUCH') {
    const message = `the command wrote more than ${OUTPUT_LIMIT_BYTES / 1024 / 1024} MiB`;
    throw ctx.fail({ code: 'OUTPUT_TOO_LARGE', message, retry: false });
  }
  return end;
}

function endOf(client: Client, command: string, signal: AbortSignal): Promise<CommandResult | 'LOST' | 'TOO_MUCH'> {
  return new Promise((resolve, reject) => {
    client.once('close', () => resolve('LOST'));
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      const output = new Output(() => resolve('TOO_MUCH'));
      const stop = () => channel.signal('TERM');
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      channel.on('data', (chunk: Buffer) => output.add(output.out, chunk));
      channel.stderr.on('data', (chunk: Buffer) => output.add(output.err, chunk));
      channel.on('close', (exitCode: number | null) => resolve(output.result(exitCode)));
    });
  });
}

/** What a command has written so far. */
class Output {
  readonly out: Buffer[] = [];
  readonly err: Buffer[] = [];
  private bytes = 0;
  private readonly onTooMuch: () => void;

  constructor(onTooMuch: () => void) {
    this.onTooMuch = onTooMuch;
  }

  add(stream: Buffer[], chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > OUTPUT_LIMIT_BYTES) this.onTooMuch();
    else stream.push(chunk);
  }

  result(exitCode: number | null): CommandResult {
    const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
    return { stdout: text(this.out), stderr: text(this.err), exit_code: exitCode ?? -1 };
  }
}
