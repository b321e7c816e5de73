import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';
import { playRehearsal, readScripts } from '../support/playRehearsal.ts';

const FOLDER = resolve(import.meta.dirname, '../rehearsals');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  for (const script of readScripts(readFileSync(join(FOLDER, file), 'utf8')))
    it(script.it, () => playRehearsal(script));
});
