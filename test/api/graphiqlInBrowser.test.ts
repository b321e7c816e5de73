import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_QUERY } from '../../src/api/graphiql/defaultQuery.ts';
import { hasChromium, launchChromium } from '../support/chromium.ts';
import { TinyApi } from '../support/TinyApi.ts';

const QUERY_EDITOR = '.graphiql-query-editor .CodeMirror';
/** The button is one of a menu as long as there are several operations to run. */
const MENU = '.graphiql-execute-button[aria-haspopup]';
const BUTTON = '.graphiql-execute-button:not([aria-haspopup])';
const HEADERS_EDITOR = '.graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror';

describe.skipIf(!hasChromium())(
  `GraphiQL in a browser${hasChromium() ? '' : ' (no Chromium on this machine)'}`,
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    let api: TinyApi;
    let page: Page;
    let requests: string[];
    let complaints: string[];

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    beforeEach(async () => {
      api = await TinyApi.start();
      page = await browser.newPage();
      requests = [];
      complaints = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('websocket', (socket) => requests.push(socket.url().replace(/^ws/, 'http')));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(`${api.url}/graphql`);
      await page.locator(MENU).waitFor();
    });

    afterEach(async () => {
      await page?.close();
      await api?.stop();
    });

    const write = (editor: string, text: string) =>
      page.locator(editor).evaluate((element, value) => {
        (element as unknown as { CodeMirror: { setValue(value: string): void } }).CodeMirror.setValue(value);
      }, text);
    const read = (editor: string) =>
      page
        .locator(editor)
        .evaluate((element) => (element as unknown as { CodeMirror: { getValue(): string } }).CodeMirror.getValue());
    const run = () => page.locator(BUTTON).click();
    const sees = (text: string) => page.locator('.result-window', { hasText: text }).waitFor();

    it('begins with the tour, whose operations are there to choose from', async () => {
      expect(await read(QUERY_EDITOR)).toBe(DEFAULT_QUERY);
      await page.locator(MENU).click();
      const operations = await page.getByRole('menuitem').allTextContents();
      expect(operations).toEqual(['CreateWorkflow', 'StartExecution', 'WatchExecution']);
      expect(complaints).toEqual([]);
    });

    it('asks no other server for anything, and breaks no rule of its policy', async () => {
      await write(QUERY_EDITOR, '{ greeting }');
      await run();
      await sees('"greeting": "hello"');
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('.graphiql-doc-explorer', { hasText: 'Query' }).waitFor();
      expect(requests.length).toBeGreaterThan(8);
      expect(requests.filter((url) => !url.startsWith(`${api.url}/graphql`) && !url.startsWith('data:'))).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('shows numbers as they were sent', async () => {
      await write(QUERY_EDITOR, '{ exact }');
      await run();
      await sees('"exact": 12345678901234567890.0');
    });

    it('shows each item of a subscription as it comes', async () => {
      await write(QUERY_EDITOR, 'subscription { items { word exact } }');
      await run();
      await sees('"first"');
      await sees('"exact": 1.0');
      api.goOn();
      await sees('"second"');
      await sees('"exact": 2.0');
      expect(requests.at(-1)).toBe(`${api.url}/graphql`);
      expect(complaints).toEqual([]);
    });

    it('sends its headers along with a subscription', async () => {
      await page.getByRole('button', { name: 'Headers' }).click();
      await write(HEADERS_EDITOR, '{"token": "open sesame"}');
      await write(QUERY_EDITOR, 'subscription { items { token } }');
      await run();
      await sees('"token": "open sesame"');
    });
  },
);
