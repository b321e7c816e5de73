import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { BOOTSTRAP } from './bootstrap.ts';
import { ICON, STYLE } from './style.ts';

/** A file of the page. */
export interface Asset {
  /** What it is called in a URL: changes with the content. */
  readonly file: string;
  /** Its ending: `js`, `css`, `svg`. */
  readonly type: string;
  readonly content: Buffer;
}

/** The files of the page, in the order it has to load them. Throws where a package is not installed. */
export function loadAssets(): readonly Asset[] {
  return [
    asset('icon.svg', ICON),
    packaged('graphiql', 'graphiql.min.css'),
    asset('style.css', STYLE),
    packaged('react', 'umd/react.production.min.js', fromGraphiql),
    packaged('react-dom', 'umd/react-dom.production.min.js', fromGraphiql),
    packaged('graphiql', 'graphiql.min.js'),
    packaged('graphql-ws', 'umd/graphql-ws.min.js'),
    asset('bootstrap.js', BOOTSTRAP),
  ];
}

const fromHere = createRequire(import.meta.url);
/** React is GraphiQL's peer, not ours: the one that belongs to it is found from its place. */
const fromGraphiql = createRequire(fromHere.resolve('graphiql/package.json'));

/** Packages keep their builds for browsers beside what they export, so the way to them goes by the package's root. */
function packaged(name: string, path: string, from = fromHere): Asset {
  return asset(path, readFileSync(join(dirname(from.resolve(`${name}/package.json`)), path)));
}

function asset(path: string, content: string | Buffer): Asset {
  const ending = extname(path);
  const name = path.slice(path.lastIndexOf('/') + 1, -ending.length);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { file: `${name}.${hash}${ending}`, type: ending.slice(1), content: Buffer.from(content) };
}
