import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { eventually } from '../support/eventually.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/src/main.js');

/** A line of `--json`. */
export interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** `tramontane` as a process of its own, in a folder of its own. Ended with the test. */
export class Command {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly process: ChildProcess) {
    process.stdout?.setEncoding('utf8').on('data', (text) => {
      this.stdout += text;
    });
    process.stderr?.setEncoding('utf8').on('data', (text) => {
      this.stderr += text;
    });
    this.ended = new Promise((done) => process.once('close', done));
  }

  static start(args: readonly string[], { folder = process.cwd(), stdin = '', env = {} } = {}): Command {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { ...process.env, ...env } });
    child.stdin.end(stdin);
    onTestFinished(() => void (child.exitCode === null && child.kill('SIGKILL')));
    return new Command(child);
  }

  /** The exit code. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }

  /** Nobody reads on. */
  closeOutput(): void {
    this.process.stdout?.destroy();
  }

  interrupt(): void {
    this.process.kill('SIGINT');
  }

  /** What `--json` has written so far. */
  lines(): Line[] {
    const complete = this.stdout.slice(0, this.stdout.lastIndexOf('\n') + 1);
    return complete
      .split('\n')
      .filter(Boolean)
      .map((line) => parseJson(line) as unknown as Line);
  }

  /** The first line of `--json` that fits, once it is there. */
  line(fits: (line: Line) => boolean): Promise<Line> {
    return eventually(() => {
      const found = this.lines().find(fits);
      if (!found) throw new Error(`No such line yet: ${this.stdout}${this.stderr}`);
      return found;
    }, 20_000);
  }
}

/** A folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
