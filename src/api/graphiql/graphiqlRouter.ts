import { posix } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import { type Asset, loadAssets } from './assets.ts';
import { renderPage } from './page.ts';

const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** What the page may do: load what this server serves, and talk to it. Its menus bring styles along; nothing brings a script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * GraphiQL for those who open the path of the API in a browser; everything else falls through. To be mounted on that path,
 * before the API. All its files come from this server, so it works where there is no other.
 */
export function graphiqlRouter(): Router {
  const assets = loadAssets();
  const files = new Map(assets.map((asset) => [`/${asset.file}`, asset]));
  const router = express.Router();
  router.use('/assets', (request, response) => sendAsset(response, files.get(request.path)));
  router.get('/', (request, response, next) => {
    response.vary('Accept');
    if (prefersHtml(request)) sendPage(request, response, assets);
    else next();
  });
  return router;
}

/** Whether a page is wanted more than an answer is: not so for those who take anything. */
function prefersHtml(request: Request): boolean {
  return request.accepts(['application/json', 'application/graphql-response+json', 'text/html']) === 'text/html';
}

/** The page refers to its files relatively, so that a proxy may put a prefix before all paths. */
function sendPage(request: Request, response: Response, assets: readonly Asset[]): void {
  const place = posix.basename(request.baseUrl);
  if (request.originalUrl.startsWith(`${request.baseUrl}/`)) return response.redirect(`../${place}`);
  response
    .set({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    })
    .type('html')
    .send(renderPage(`${place}/assets`, assets));
}

/** A file's name tells its content, so a browser never has to ask for it again. */
function sendAsset(response: Response, asset: Asset | undefined): void {
  if (!asset) return void response.status(404).type('text').send('There is no such file.\n');
  response
    .set({ 'cache-control': `public, max-age=${A_YEAR_SECONDS}, immutable`, 'x-content-type-options': 'nosniff' })
    .type(asset.type)
    .send(asset.content);
}
