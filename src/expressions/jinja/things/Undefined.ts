import { Failure } from '../../Failure.ts';
import { Named } from './Thing.ts';

/**
 * What a name or member that does not exist gives. It may be passed on and asked whether it is defined; whatever else is
 * done with it fails with the reason.
 */
export class Undefined extends Named {
  readonly typeName: string = 'StrictUndefined';

  constructor(readonly reason: string) {
    super();
  }

  fail(): never {
    throw new Failure(this.reason);
  }

  override repr(): string {
    return 'Undefined';
  }

  override text(): string {
    return this.fail();
  }

  override get isTruthy(): boolean {
    return this.fail();
  }

  override equals(_other: unknown): boolean {
    return this.fail();
  }
}

/** What a conditional without `else` gives. As Jinja: this one prints as nothing, and is empty and false. */
export class Nothing extends Undefined {
  override readonly typeName = 'Undefined';

  override text(): string {
    return '';
  }

  override get isTruthy(): boolean {
    return false;
  }

  override equals(other: unknown): boolean {
    return other instanceof Nothing;
  }
}
