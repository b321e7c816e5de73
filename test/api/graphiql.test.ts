import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type DocumentNode, parse, validate, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_QUERY } from '../../src/api/graphiql/defaultQuery.ts';
import { checkDefinition } from '../../src/catalog/checkDefinition.ts';
import { TinyApi } from '../support/TinyApi.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const SCHEMA = join(import.meta.dirname, '../../schema/schema.graphql');

let api: TinyApi;
beforeAll(async () => {
  api = await TinyApi.start();
});
afterAll(() => api.stop());

const filesOf = (page: string) => Array.from(page.matchAll(/(?:src|href)="([^"]+)"/g), (match) => match[1] as string);

describe('the path of the API', () => {
  it('gives a page to those who prefer one', async () => {
    const { response, text } = await api.get('/graphql', { accept: BROWSER });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers.vary).toContain('Accept');
    expect(text).toContain('<div id="graphiql">');
  });

  it.each([
    ['application/json'],
    ['application/graphql-response+json'],
    ['*/*'],
    ['text/html;q=0.5, application/json'],
  ])('answers the API to those who accept %s', async (accept) => {
    const query = '/graphql?query={greeting}';
    const { response, text } = await api.get(query, { accept, 'apollo-require-preflight': 'yes' });
    expect(response.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
    expect(JSON.parse(text)).toEqual({ data: { greeting: 'hello' } });
  });

  it('answers what is posted, whoever asks', async () => {
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { accept: `application/json;q=0.1,${BROWSER}`, 'content-type': 'application/json' },
      body: '{"query":"{ greeting }"}',
    });
    expect(await answer.json()).toEqual({ data: { greeting: 'hello' } });
  });

  it('leads from a slash at its end to the page', async () => {
    const answer = await fetch(`${api.url}/graphql/`, { headers: { accept: BROWSER } });
    expect(answer.url).toBe(`${api.url}/graphql`);
    expect(await answer.text()).toContain('<div id="graphiql">');
  });
});

describe('the page', () => {
  it('holds no code itself, and is allowed none but what is served', async () => {
    const { response, text } = await api.get('/graphql', { accept: BROWSER });
    expect(text).not.toMatch(/<style|<script(?![^>]* src=)| on\w+=/);
    expect(response.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(response.headers['content-security-policy']).toContain("connect-src 'self';");
  });

  it('names only files that are there, to be kept for good', async () => {
    const files = filesOf((await api.get('/graphql', { accept: BROWSER })).text);
    const answers = await Promise.all(files.map((file) => api.get(`/${file}`)));
    expect(answers.map(({ response }) => response.headers['content-type'])).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/css; charset=utf-8',
      ...Array(5).fill('text/javascript; charset=utf-8'),
    ]);
    for (const { response, text } of answers) {
      expect(response.statusCode).toBe(200);
      expect(response.headers['cache-control']).toContain('immutable');
      expect(Buffer.byteLength(text)).toBe(Number(response.headers['content-length']));
    }
  });

  it.each([
    ['/graphql/assets/../../package.json'],
    ['/graphql/assets/..%2f..%2fpackage.json'],
    ['/graphql/assets/%2e%2e/%2e%2e/package.json'],
    ['/graphql/assets/..\\..\\package.json'],
    ['/graphql/assets//etc/passwd'],
    ['/graphql/assets/%'],
    ['/graphql/assets/graphiql.min.js'],
    ['/graphql/assets/'],
    ['/graphql/assets'],
  ])('gives nothing but its files: %s', async (path) => {
    const { response, text } = await api.get(path, { accept: BROWSER });
    expect(response.statusCode).toBe(404);
    expect(text).toBe('There is no such file.\n');
  });
});

describe('the first query', () => {
  it('fits the schema', () => {
    expect(validate(buildSchema(readFileSync(SCHEMA, 'utf8')), parse(DEFAULT_QUERY))).toEqual([]);
  });

  it('has a definition in it that the catalog accepts', () => {
    const definitions = blockStrings(parse(DEFAULT_QUERY));
    expect(definitions.map((definition) => checkDefinition('WORKFLOW', definition))).toEqual([[]]);
  });
});

function blockStrings(document: DocumentNode): string[] {
  const found: string[] = [];
  visit(document, { StringValue: ({ block, value }) => void (block && found.push(value)) });
  return found;
}
