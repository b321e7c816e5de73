/** Bytes that a single value may have as JSON: an input, a result, what is published, variables. As Mistral's default. */
export const FIELD_LIMIT_BYTES = 1024 * 1024;
