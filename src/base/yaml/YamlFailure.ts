/** Thrown inside this folder where the text cannot be read any further; `readYaml` turns it into a problem. */
export class YamlFailure extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly hint?: string,
  ) {
    super(message);
  }
}
