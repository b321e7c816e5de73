/**
 * Why an expression could not be evaluated, said where its text is not at hand; the front door makes an `ExpressionError` of
 * it. The message is for people and never holds data.
 */
export class Failure extends Error {
  constructor(
    message: string,
    /** Offset in characters from the start of the expression, where known. */
    readonly position?: number,
  ) {
    super(message);
    this.name = 'Failure';
  }
}
