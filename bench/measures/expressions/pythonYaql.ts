import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, 'pythonYaql.py');
/** The system's Python first: there the packages of a distribution are. */
const PYTHONS = ['/usr/bin/python3', 'python3', 'python'];

/** Milliseconds of one evaluation over so many rows; nothing where no Python has yaql. */
export async function measurePythonYaql(expression: string, rows: number): Promise<number | null> {
  for (const python of PYTHONS) {
    const hasYaql = await run(python, ['-c', 'import yaql']).then(
      () => true,
      () => false,
    );
    if (!hasYaql) continue;
    const { stdout } = await run(python, [SCRIPT, expression, String(rows)]);
    return Number(stdout);
  }
  return null;
}
