import { Failure } from '../Failure.ts';

/** The text of an expression is not in the language. */
export class SyntaxFailure extends Failure {
  constructor(message: string, position: number) {
    super(message, position);
    this.name = 'SyntaxFailure';
  }
}
