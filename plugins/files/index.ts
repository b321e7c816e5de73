import { definePlugin } from 'tramontane/plugin';
import { digest } from './digest.ts';
import { diskUsage } from './diskUsage.ts';
import { findLarge } from './findLarge.ts';

export default definePlugin({
  name: 'files',
  version: '1.0.0',
  description: 'Looks at files on the machine of the executor, without changing any.',
  actions: [digest, diskUsage, findLarge],
});
