import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The published entry is the built file; tests run the sources.
  resolve: { alias: { 'tramontane/plugin': fileURLToPath(new URL('src/actions/sdk.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    globals: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
