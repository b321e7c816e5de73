import { Field, InterfaceType, registerEnumType } from 'type-graphql';

/** What went wrong, for programs. */
export enum UserErrorCode {
  NOT_FOUND = 'NOT_FOUND',
  ALREADY_EXISTS = 'ALREADY_EXISTS',
  FORBIDDEN = 'FORBIDDEN',
  INVALID_DEFINITION = 'INVALID_DEFINITION',
  INVALID_INPUT = 'INVALID_INPUT',
  INVALID_STATE_TRANSITION = 'INVALID_STATE_TRANSITION',
  CONFLICT = 'CONFLICT',
  IN_USE = 'IN_USE',
  LIMIT_EXCEEDED = 'LIMIT_EXCEEDED',
  MAINTENANCE = 'MAINTENANCE',
}
registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What went wrong, for programs.',
  valuesConfig: {
    NOT_FOUND: { description: 'Something named does not exist, or the caller may not know that it does.' },
    ALREADY_EXISTS: { description: 'Something of that name exists already.' },
    FORBIDDEN: { description: 'The caller may not do this.' },
    INVALID_DEFINITION: { description: 'A definition is not accepted.' },
    INVALID_INPUT: { description: 'What was given does not have the names or the form that are asked for.' },
    INVALID_STATE_TRANSITION: { description: 'The state something is in does not allow this.' },
    CONFLICT: { description: 'Somebody else was first, or the same request was made before with other content.' },
    IN_USE: { description: 'Something is still referred to and cannot go.' },
    LIMIT_EXCEEDED: { description: 'A value is larger than it may be.' },
    MAINTENANCE: { description: 'The service takes no changes at the moment.' },
  },
});

/** Something the caller can put right. */
@InterfaceType('UserError', {
  description: 'Something the caller can put right. Where a payload has one, nothing was changed.',
})
export abstract class UserErrorType {
  @Field(() => UserErrorCode, { description: 'What went wrong, for programs.' })
  readonly code: UserErrorCode;

  @Field(() => String, { description: 'What went wrong, for people.' })
  readonly message: string;

  @Field(() => [String], { nullable: true, description: 'Where in the input of the mutation, from its argument on.' })
  readonly path: readonly string[] | null;

  constructor(error: {
    readonly code: string;
    readonly message: string;
    readonly path?: readonly string[] | undefined;
  }) {
    this.code = error.code in UserErrorCode ? (error.code as UserErrorCode) : UserErrorCode.INVALID_INPUT;
    this.message = error.message;
    this.path = error.path ?? null;
  }
}
