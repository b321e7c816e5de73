import { expect, it } from 'vitest';
import { importSetup } from './Fixture.ts';

const { isNewEnough } = await importSetup<{ isNewEnough(version: string): boolean }>('findNode.mjs');

it('the service runs on Node from 22.13 on', () => {
  const versions = ['18.20.1', '20.20.2', '22.12.0', '22.13.0', '22.20.1', '24.0.0', '26.1.0'];
  expect(versions.filter((version) => isNewEnough(version))).toEqual(['22.13.0', '22.20.1', '24.0.0', '26.1.0']);
});
