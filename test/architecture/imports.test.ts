import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which room may import which: the table in `src/README.md`. A room may always import itself.
 * `types` rooms may be imported for their types alone.
 */
const TABLE: Readonly<Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>> = {
  base: { values: [] },
  embedded: { values: ['base'] },
  expressions: { values: ['base'] },
  lang: { values: ['base', 'expressions'] },
  workflow: { values: ['base', 'expressions', 'lang'] },
  actions: { values: ['base'] },
  persistence: { values: ['base'], types: ['lang', 'workflow'] },
  access: { values: ['base', 'persistence'] },
  queue: { values: ['base'], types: ['persistence'] },
  changes: { values: ['base', 'persistence'], types: ['workflow'] },
  catalog: { values: ['base', 'lang', 'actions', 'persistence'] },
  engine: { values: ['base', 'lang', 'workflow', 'actions', 'catalog', 'persistence', 'queue', 'changes'] },
  executor: { values: ['base', 'actions', 'queue'] },
  scheduler: { values: ['base', 'catalog', 'persistence', 'queue', 'engine'] },
  api: { values: ['base', 'access', 'lang', 'catalog', 'actions', 'persistence', 'engine', 'scheduler', 'changes'] },
  cli: { values: ['base'] },
};

/** Packages that one room alone may use. */
const OWNERS: Readonly<Record<string, string>> = {
  typeorm: 'persistence',
  'pg-boss': 'queue',
  jose: 'access',
  graphql: 'api',
  'type-graphql': 'api',
  '@apollo/server': 'api',
  'graphql-ws': 'cli',
  'graphql-ws/use/ws': 'api',
};

/** Folders without time, chance or waiting. */
const PURE = ['base/yaml', 'expressions', 'lang', 'workflow'];

const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
}

const FILES = sources(SRC);
const IMPORTS = FILES.flatMap(importsOf);

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?([^;'"]*?)from\s+['"]([^'"]+)['"]/gms);
  const bare = text.matchAll(/^import\s+['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g);
  return [
    ...Array.from(statements, (match) => ({
      file,
      target: match[3] as string,
      isType: match[1] !== undefined || areAllTypes(match[2] as string),
    })),
    ...Array.from(bare, (match) => ({ file, target: match[1] as string, isType: false })),
    ...Array.from(dynamic, (match) => ({ file, target: match[1] as string, isType: false })),
  ];
}

/** `{ type A, type B }` imports nothing that runs. */
function areAllTypes(clause: string): boolean {
  const names = /^\s*\{([^}]*)\}\s*$/s
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '));
}

const roomOf = (file: string) => relative(SRC, file).split(sep)[0] as string;
const isPure = (file: string) => PURE.some((folder) => file.startsWith(join(SRC, folder) + sep));
const isLocal = (target: string) => target.startsWith('.');
const show = ({ file, target }: Import) => `${relative(ROOT, file)} → ${target}`;

describe('imports', () => {
  it('keep to the table of rooms', () => {
    const against = IMPORTS.filter((each) => isLocal(each.target)).filter((each) => {
      const from = roomOf(each.file);
      const to = roomOf(resolve(dirname(each.file), each.target));
      const row = TABLE[from];
      if (!row || from === to) return false;
      return !row.values.includes(to) && !(each.isType && row.types?.includes(to));
    });
    expect(against.map(show)).toEqual([]);
  });

  it('name files that exist', () => {
    const broken = IMPORTS.filter(
      (each) => isLocal(each.target) && !existsSync(resolve(dirname(each.file), each.target)),
    );
    expect(broken.map(show)).toEqual([]);
  });

  it('bring TypeORM, pg-boss and GraphQL into one room each', () => {
    const strays = IMPORTS.filter(
      (each) => OWNERS[each.target] !== undefined && OWNERS[each.target] !== roomOf(each.file),
    );
    expect(strays.map(show)).toEqual([]);
  });

  it('make no cycles, those of types included', () => {
    expect(cycle()).toEqual([]);
  });

  it('bring nothing of Node into a pure room', () => {
    expect(IMPORTS.filter((each) => isPure(each.file) && each.target.startsWith('node:')).map(show)).toEqual([]);
  });
});

describe('a pure room', () => {
  it('has no promises, no clock and no chance', () => {
    const impure = /\bnew Promise\b|\basync\b|\bawait\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./;
    const found = FILES.filter((file) => isPure(file) && impure.test(code(file)));
    expect(found.map((file) => relative(ROOT, file))).toEqual([]);
  });
});

/** A file without its comments and strings. */
function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm, '');
}

function cycle(): string[] {
  const edges = new Map<string, string[]>();
  for (const { file, target } of IMPORTS) {
    if (isLocal(target)) edges.set(file, [...(edges.get(file) ?? []), resolve(dirname(file), target)]);
  }
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].map((each) => relative(ROOT, each));
    if (done.has(file)) return [];
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const found = visit(next);
      if (found.length > 0) return found;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of FILES) {
    const found = visit(file);
    if (found.length > 0) return found;
  }
  return [];
}
