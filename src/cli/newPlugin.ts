import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongUse } from './WrongUse.ts';

/** Writes a plugin with one action, its test and its README below a folder. Answers with its path; throws `WrongUse` where there is one. */
export async function newPlugin(name: string, folder: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new WrongUse(`There is a ${path} already.`);
    throw error;
  });
  // The one that makes it a plugin comes last: who watches the folder finds it whole.
  for (const [file, text] of Object.entries(filesOf(name))) await writeFile(join(path, file), text);
  return path;
}

/** Relative, as the other files of the plugin import it. */
const ACTION_FILE = './hello.ts';

function filesOf(name: string): Record<string, string> {
  return {
    'README.md': readme(name),
    'hello.ts': action(name),
    'hello.test.ts': TEST,
    'index.ts': index(name),
  };
}

function index(name: string): string {
  return `import { definePlugin } from 'tramontane/plugin';
import { hello } from '${ACTION_FILE}';

export default definePlugin({
  name: '${name}',
  version: '0.1.0',
  description: 'Says hello.',
  actions: [hello],
});
`;
}

function action(name: string): string {
  return `import { defineAction, z } from 'tramontane/plugin';

export const hello = defineAction({
  name: '${name}.hello',
  description: 'Greets somebody.',
  input: z.object({ name: z.string().describe('Whom.') }),
  output: z.object({ text: z.string() }),
  examples: [{ input: { name: 'Ada' } }],
  idempotent: true,
  run({ name }, ctx) {
    if (name === '') throw ctx.fail({ code: 'NOBODY', message: 'there is nobody to greet', retry: false });
    ctx.log.info('greeting', { name });
    return { text: \`Hello, \${name}!\` };
  },
});
`;
}

const TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testAction } from 'tramontane/testing';
import { hello } from '${ACTION_FILE}';

test('greets by name, and says so in the log', async () => {
  const { output, logs } = await testAction(hello, { input: { name: 'Ada' } });
  assert.deepEqual(output, { text: 'Hello, Ada!' });
  assert.deepEqual(logs, [{ level: 'info', message: 'greeting', fields: { name: 'Ada' } }]);
});

test('fails where there is nobody', async () => {
  const { state, error } = await testAction(hello, { input: { name: '' } });
  assert.equal(state, 'ERROR');
  assert.equal(error?.code, 'NOBODY');
});
`;

function readme(name: string): string {
  return `# ${name}

\`${name}.hello\` greets somebody.

\`\`\`yaml
version: '2.0'
welcome:
  input: [name]
  tasks:
    greet: {action: ${name}.hello name=<% $.name %>, publish: {text: <% task().result.text %>}}
  output: {text: <% $.text %>}
\`\`\`

A server that runs takes each change as soon as it is saved. Tests: \`tramontane plugin test\` and this folder.
`;
}
