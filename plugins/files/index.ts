import { definePlugin } from 'tramontane/plugin';
import { digest } from './digest.ts';
import { diskUsage } from './diskUsage.ts';
import { findLarge } from './findLarge.ts';

export default definePlugin({
  name: 'files',
  version: '1.0.0',
  description: 'Looks at files on the machine of the executor, without changing any.',
  // Where it may look is said by FILES_ROOTS, to the place.
  permissions: { read: ['*'] },
  environment: ['FILES_ROOTS'],
  actions: [digest, diskUsage, findLarge],
});
