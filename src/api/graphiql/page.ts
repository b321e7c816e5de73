import type { Asset } from './assets.ts';

/** The page that loads GraphiQL. It holds no script itself: its policy allows none. */
export function renderPage(folder: string, assets: readonly Asset[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tramontane · GraphiQL</title>
    ${assets.map(({ type, file }) => TAGS[type]?.(`${folder}/${file}`)).join('\n    ')}
  </head>
  <body>
    <div id="graphiql"><noscript>GraphiQL needs JavaScript.</noscript></div>
  </body>
</html>
`;
}

const TAGS: Readonly<Record<string, (url: string) => string>> = {
  svg: (url) => `<link rel="icon" href="${url}">`,
  css: (url) => `<link rel="stylesheet" href="${url}">`,
  js: (url) => `<script defer src="${url}"></script>`,
};
