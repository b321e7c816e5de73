import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { spawnModule } from './Fixture.ts';

const RUN_NODE = new URL('../../bin/setup/runNode.mjs', import.meta.url);

/** Our starter, running that code with an argument list as `dist/src/main.js` gets it. */
function startWith(code: string): ChildProcess {
  return spawnModule(
    `import { runNode } from ${JSON.stringify(RUN_NODE.href)};
     await runNode(process.execPath, ['--input-type=module', '--eval', ${JSON.stringify(code)}]);`,
  );
}

async function outputOf(child: ChildProcess, onLine: (line: string) => void = () => {}): Promise<string> {
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    onLine(text.trim());
  });
  await once(child, 'close');
  return said;
}

describe('what our starter runs', () => {
  it('ends it with the same exit code', async () => {
    const starter = startWith('process.exitCode = 7');
    expect(await once(starter, 'exit')).toEqual([7, null]);
  });

  it('ends it with the same signal', async () => {
    const starter = startWith("process.kill(process.pid, 'SIGKILL')");
    expect(await once(starter, 'exit')).toEqual([null, 'SIGKILL']);
  });

  it('gets one signal of several that arrive at once', async () => {
    const starter = startWith(`
      const heard = [];
      process.on('SIGTERM', () => { heard.push('SIGTERM'); setTimeout(() => { console.log(heard.join()); process.exit(); }, 300); });
      setInterval(() => {}, 1_000);
      console.log('ready');`);
    const said = await outputOf(starter, (line) => {
      if (line === 'ready') for (let count = 0; count < 3; count++) starter.kill('SIGTERM');
    });
    expect(said).toBe('ready\nSIGTERM\n');
  });
});
