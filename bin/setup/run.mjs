import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and answers with its exit code and, unless it writes to our terminal, what it wrote.
 * Never blocks this process, whose lock has to be kept fresh meanwhile.
 */
export function run(file, args, { cwd, env = process.env, stdio = 'pipe', shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, shell, stdio: stdio === 'pipe' ? ['ignore', 'pipe', 'pipe'] : stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: signal ? 1 : code, output }));
  });
}
