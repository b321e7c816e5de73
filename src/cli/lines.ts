import { styleText } from 'node:util';
import type { Change } from './Progress.ts';

/** Gives a text a colour, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;
export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'gray' | 'bold';

export const plain: Paint = (_, text) => text;
export const coloured: Paint = (colour, text) => styleText(colour, text, { validateStream: false });

const MARKS: Readonly<Record<string, { readonly mark: string; readonly colour: Colour }>> = {
  SUCCESS: { mark: '✓', colour: 'green' },
  ERROR: { mark: '✗', colour: 'red' },
  CANCELLED: { mark: '✗', colour: 'yellow' },
  SKIPPED: { mark: '↷', colour: 'gray' },
  PAUSED: { mark: '‖', colour: 'yellow' },
  RUNNING: { mark: '…', colour: 'cyan' },
};
const OTHER = { mark: '·', colour: 'gray' } as const;

/** Names up to this length are padded, so that what follows them stands in columns. */
const NAME_WIDTH = 24;
/** A reason may hold a whole stack trace. */
const REASON_LINES = 10;

/** One task: mark, name, state, how long; and for an error the reason beneath. */
export function taskLines(
  { name, within, to, stateInfo, durationMs }: Pick<Change, 'name' | 'within' | 'to' | 'stateInfo' | 'durationMs'>,
  paint: Paint,
): string[] {
  const { mark, colour } = MARKS[to] ?? OTHER;
  const label = printable([...within, name].join(' › ')).padEnd(NAME_WIDTH);
  const duration = durationMs === undefined ? '' : `  ${paint('gray', durationText(durationMs))}`;
  const line = `  ${paint(colour, mark)} ${label}  ${paint(colour, to)}${duration}`;
  return [line, ...(to === 'ERROR' ? reasonLines(stateInfo) : [])];
}

/** `SUCCESS in 1.2 s`, and for anything else the reason beneath. */
export function resultLines(
  { state, stateInfo, durationMs }: { state: string; stateInfo: string | null; durationMs: number },
  paint: Paint,
): string[] {
  const { colour } = MARKS[state] ?? OTHER;
  return [
    `${paint(colour, state)} in ${durationText(durationMs)}`,
    ...(state === 'SUCCESS' ? [] : reasonLines(stateInfo)),
  ];
}

function reasonLines(reason: string | null): string[] {
  if (!reason) return [];
  const lines = reason.trimEnd().split('\n');
  const shown = lines.length > REASON_LINES ? [...lines.slice(0, REASON_LINES), '…'] : lines;
  return shown.map((line) => `      ${printable(line)}`);
}

/** Names and reasons come from workflows and may hold anything: nothing of it may steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}

/** Short, and only as exact as it is of interest. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
