import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { formatError } from '../../src/api/errors/formatError.ts';
import { silentLogger } from '../../src/base/logger.ts';

const shown = (thrown: Error) => formatError(silentLogger, new GraphQLError(thrown.message, { originalError: thrown }));

it('a database that takes no connection now is told as one to come back to, not as a fault', () => {
  const error = Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
  expect(shown(error)).toMatchObject({
    message: 'Try again in a moment.',
    extensions: { code: 'UNAVAILABLE', requestId: expect.any(String) },
  });
});

it('a fault is told by a code and a request id alone', () => {
  expect(shown(new TypeError('secret is not a function'))).toMatchObject({
    message: 'Something went wrong in the service.',
    extensions: { code: 'INTERNAL', requestId: expect.any(String) },
  });
});
