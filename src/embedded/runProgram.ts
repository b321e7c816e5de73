import { spawn } from 'node:child_process';
import { StartupError } from '../base/errors.ts';
import { type Account, spawnAs } from './account.ts';

/** The environment PostgreSQL's programs get: nothing of ours may change what they do (`PGDATA`, `LC_ALL`, …). */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** Runs one of PostgreSQL's programs to its end; throws `StartupError` with the last thing it said when it fails. */
export function runProgram(file: string, args: readonly string[], account: Account | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio, ...spawnAs(account) });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.once('error', (error) => reject(cannotRun(file, error)));
    child.once('close', (code) => {
      if (code === 0) resolve(said);
      else
        reject(
          new StartupError(
            `The embedded PostgreSQL could not be set up (${complaintIn(said) ?? `${file} failed`}); put that right, or give --database-url.`,
          ),
        );
    });
  });
}

/** The embedded server is there but does not run here (another C library), or may not be run at all. */
export function cannotRun(file: string, cause: Error): StartupError {
  return new StartupError(
    `The embedded PostgreSQL does not run on this machine (${file}: ${cause.message}); give --database-url.`,
    { cause },
  );
}

/** The line of a program's output that says what went wrong. */
export function complaintIn(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /error:|fatal|panic/i.test(line)) ?? lines.at(-1);
}
