import { Field, ID, Int, ObjectType } from 'type-graphql';
import type {
  AlreadyExistsError,
  ConflictError,
  DefinitionError,
  IllegalStateError,
  InputError,
  LimitError,
  NotFoundError,
  UserError,
} from '../../base/errors.ts';
import { State } from '../enums.ts';
import { DefinitionIssue } from './DefinitionIssue.ts';
import { UserErrorType } from './UserError.ts';

@ObjectType('DefinitionError', { implements: UserErrorType, description: 'A definition is not accepted.' })
export class DefinitionErrorType extends UserErrorType {
  @Field(() => [DefinitionIssue], { description: 'Everything found in the text, errors first.' })
  readonly issues: readonly DefinitionIssue[];

  constructor(error: DefinitionError) {
    super(error);
    this.issues = error.problems.map((problem) => new DefinitionIssue(problem));
  }
}

@ObjectType('InvalidInputError', {
  implements: UserErrorType,
  description: 'What was given does not have the names or the form that are asked for.',
})
export class InvalidInputErrorType extends UserErrorType {
  @Field(() => [String], { description: 'Names that have to be given and were not.' })
  readonly missing: readonly string[];

  @Field(() => [String], { description: 'Names that were given and are not known.' })
  readonly unexpected: readonly string[];

  constructor(error: InputError | UserError) {
    super(error);
    this.missing = 'missing' in error ? error.missing : [];
    this.unexpected = 'unexpected' in error ? error.unexpected : [];
  }
}

@ObjectType('InvalidTransitionError', {
  implements: UserErrorType,
  description: 'The state something is in does not allow what was asked for.',
})
export class InvalidTransitionErrorType extends UserErrorType {
  @Field(() => State, { description: 'The state it is in.' })
  readonly from: State;

  @Field(() => State, { description: 'The state that was asked for.' })
  readonly to: State;

  @Field(() => [State], { description: 'The states that may follow; empty where it has ended.' })
  readonly allowed: readonly State[];

  constructor(error: IllegalStateError) {
    super(error);
    this.from = error.from as State;
    this.to = error.to as State;
    this.allowed = error.allowed as readonly State[];
  }
}

@ObjectType('LimitExceededError', { implements: UserErrorType, description: 'A value is larger than it may be.' })
export class LimitExceededErrorType extends UserErrorType {
  @Field(() => Int, { description: 'The most there may be, in the unit the message names.' })
  readonly limit: number;

  @Field(() => Int, { description: 'What there was.' })
  readonly actual: number;

  constructor(error: LimitError) {
    super(error);
    this.limit = error.limit;
    this.actual = error.actual;
  }
}

@ObjectType('NotFoundError', { implements: UserErrorType, description: 'Something named does not exist.' })
export class NotFoundErrorType extends UserErrorType {
  @Field(() => String, { description: 'What kind of thing, such as `Workflow`.' })
  readonly kind: string;

  @Field(() => String, { description: 'The name or id that was asked for.' })
  readonly name: string;

  constructor(error: NotFoundError) {
    super(error);
    this.kind = error.kind;
    this.name = error.id;
  }
}

@ObjectType('AlreadyExistsError', { implements: UserErrorType, description: 'Something of that name exists already.' })
export class AlreadyExistsErrorType extends UserErrorType {
  @Field(() => String, { description: 'What kind of thing, such as `Workflow`.' })
  readonly kind: string;

  @Field(() => String, { description: 'The name that is taken.' })
  readonly name: string;

  constructor(error: AlreadyExistsError) {
    super(error);
    this.kind = error.kind;
    this.name = error.existing;
  }
}

@ObjectType('ConflictError', {
  implements: UserErrorType,
  description: 'Somebody else was first, or the same request was made before with other content.',
})
export class ConflictErrorType extends UserErrorType {
  @Field(() => ID, { nullable: true, description: 'What is there instead.' })
  readonly existingId: string | null;

  constructor(error: ConflictError) {
    super(error);
    this.existingId = error.existing ?? null;
  }
}

@ObjectType('ForbiddenError', { implements: UserErrorType, description: 'The caller may not do this.' })
export class ForbiddenErrorType extends UserErrorType {}

@ObjectType('InUseError', {
  implements: UserErrorType,
  description: 'Something is still referred to and cannot go.',
})
export class InUseErrorType extends UserErrorType {}
