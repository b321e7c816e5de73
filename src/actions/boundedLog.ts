import type { LogLine } from './LogLine.ts';

/** What one run may leave behind: more than anybody reads, and little enough to keep. */
const LINE_LIMIT = 10_000;
const CHARACTER_LIMIT = 1024 * 1024;
/** Of one line. */
const MESSAGE_LIMIT = 32 * 1024;

/** Passes log lines on until there are too many; says so once, and drops the rest. */
export function boundedLog(pass: (line: LogLine) => void): (line: LogLine) => void {
  let lines = 0;
  let characters = 0;
  return (line) => {
    if (lines > LINE_LIMIT || characters > CHARACTER_LIMIT) return;
    const message = line.message.slice(0, MESSAGE_LIMIT);
    lines++;
    characters += message.length;
    const isLast = lines > LINE_LIMIT || characters > CHARACTER_LIMIT;
    pass(
      isLast
        ? { level: 'warn', message: 'There are more log lines than are kept; they are left out.', fields: {} }
        : { ...line, message },
    );
  };
}
