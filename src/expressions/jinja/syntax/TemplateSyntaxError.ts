/** What a template is not allowed to look like. The front doors turn it into an `ExpressionError` or a problem. */
export class TemplateSyntaxError extends Error {
  /** `at` counts characters from the start of the source. */
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
