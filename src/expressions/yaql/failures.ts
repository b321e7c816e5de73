import { Failure } from '../Failure.ts';

/** There is a function of that name, but none that takes these arguments. */
export class NoMatch extends Failure {
  constructor(name: string, isMethod: boolean) {
    super(`No ${isMethod ? 'method' : 'function'} "${name}" matches supplied arguments`);
  }
}

/** There is no function of that name. */
export class Unknown extends Failure {
  constructor(name: string, isMethod: boolean) {
    super(`Unknown ${isMethod ? 'method' : 'function'} "${name}"`);
  }
}

/** Nothing is at that index. */
export class OutOfRange extends Failure {
  constructor() {
    super('The index is out of range');
  }
}

/** A collection has fewer or more items than asked for. */
export class WrongCount extends Failure {}
