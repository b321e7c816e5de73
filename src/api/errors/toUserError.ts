import {
  AlreadyExistsError,
  ConflictError,
  DefinitionError,
  ForbiddenError,
  IllegalStateError,
  InputError,
  InUseError,
  LimitError,
  NotFoundError,
  UserError,
} from '../../base/errors.ts';
import {
  AlreadyExistsErrorType,
  ConflictErrorType,
  DefinitionErrorType,
  ForbiddenErrorType,
  InUseErrorType,
  InvalidInputErrorType,
  InvalidTransitionErrorType,
  LimitExceededErrorType,
  NotFoundErrorType,
} from './errorTypes.ts';
import { forCaller } from './forCaller.ts';
import type { UserErrorType } from './UserError.ts';

type Row = readonly [new (...given: never[]) => UserError, new (error: never) => UserErrorType];

const TABLE: readonly Row[] = [
  [DefinitionError, DefinitionErrorType],
  [InputError, InvalidInputErrorType],
  [IllegalStateError, InvalidTransitionErrorType],
  [LimitError, LimitExceededErrorType],
  [NotFoundError, NotFoundErrorType],
  [AlreadyExistsError, AlreadyExistsErrorType],
  [ConflictError, ConflictErrorType],
  [ForbiddenError, ForbiddenErrorType],
  [InUseError, InUseErrorType],
];

/** An error of the caller's as the API shows it. */
export function toUserError(error: UserError): UserErrorType {
  const Type = TABLE.find(([Thrown]) => error instanceof Thrown)?.[1] ?? InvalidInputErrorType;
  return new Type(error as never);
}

/**
 * The payload of a mutation: what `work` answers, or the error that the caller can put right. `at` says where in the input,
 * for errors that do not say it themselves. Anything else is thrown on, and becomes an unexpected error.
 */
export async function payloadOf<Payload extends { errors: readonly UserErrorType[] }>(
  empty: Omit<Payload, 'errors'>,
  work: () => Promise<Omit<Payload, 'errors'>>,
): Promise<Payload> {
  try {
    return { ...(await work()), errors: [] } as unknown as Payload;
  } catch (thrown) {
    const error = forCaller(thrown);
    if (!(error instanceof UserError)) throw error;
    return { ...empty, errors: [toUserError(error)] } as unknown as Payload;
  }
}

/** Says of an error of the caller's where in the input it is, unless it says so itself. */
export function blame(path: readonly string[]): (error: unknown) => never {
  return (error) => {
    throw error instanceof UserError && error.path === undefined ? error.at(path) : error;
  };
}
