import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of this machine; `TEST_CHROMIUM` names another one. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env.TEST_CHROMIUM ?? paths.find((path) => existsSync(path));
}

/** Whether to test with a browser. In CI there has to be one: a test of it is never left out there. */
export function hasChromium(): boolean {
  return Boolean(process.env.CI) || findChromium() !== undefined;
}

/** Starts a browser that finds no host but this one. Its sandbox does not work for root, whose pages here are our own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}
