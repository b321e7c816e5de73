import type { Readable } from 'node:stream';
import type { Problem } from '../base/errors.ts';
import type { Paint } from './lines.ts';
import { readSource } from './readSource.ts';
import { type Checked, humanReport, isValid, jsonReport, summary } from './report.ts';
import { sarifReport } from './sarifReport.ts';
import type { Kind, ValidateRequest } from './ValidateRequest.ts';
import type { Sink } from './View.ts';

/** What the command needs of the process around it. */
export interface ValidateSurroundings {
  readonly stdin: Readable;
  /** Where the report goes. */
  readonly output: (text: string) => Promise<void>;
  readonly people: Sink;
  /** For lines that people read. */
  readonly paint: Paint;
  /** Of this program. */
  readonly version: string;
  /** What a text was taken for, and everything wrong or doubtful in it. */
  readonly check: (
    text: string,
    kind: Kind,
  ) => { readonly kind: Exclude<Kind, 'auto'>; readonly problems: readonly Problem[] };
}

/** `tramontane validate`: reports what is wrong with definitions. Answers with the exit code. Throws `WrongUse`. */
export async function validateFiles(request: ValidateRequest, surroundings: ValidateSurroundings): Promise<number> {
  const checked: Checked[] = [];
  for (const file of request.files) {
    const source = await readSource(file, surroundings.stdin);
    checked.push({ source, ...surroundings.check(source.text, request.kind) });
  }
  await surroundings.output(reportOf(checked, request, surroundings));
  if (request.format === 'human') surroundings.people.write(`${summary(checked)}\n`);
  return checked.every(isValid) ? 0 : 2;
}

function reportOf(
  checked: readonly Checked[],
  { format }: ValidateRequest,
  { paint, version }: ValidateSurroundings,
): string {
  switch (format) {
    case 'human':
      return humanReport(checked, paint);
    case 'json':
      return jsonReport(checked);
    case 'sarif':
      return sarifReport(checked, version);
  }
}
