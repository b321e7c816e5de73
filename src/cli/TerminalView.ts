import { LineView, type LineViewOptions } from './LineView.ts';
import { taskLines } from './lines.ts';
import { type Change, isEnd } from './Progress.ts';
import type { Result, Sink } from './View.ts';

export interface TerminalViewOptions extends LineViewOptions {
  readonly people: Sink & { readonly rows?: number };
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs: () => number;
}

const REDRAW_MS = 100;
/** Where a terminal does not say how high it is. */
const ROWS = 24;
/** Lines are cut at the edge instead of going on below it, where they would not be found again to be redrawn. */
const NO_WRAP = '\x1b[?7l';
const WRAP = '\x1b[?7h';

/**
 * For people who watch: tasks under way are redrawn in place at the bottom, and move up for good when they have ended. So the
 * part that is redrawn stays small, however many tasks there are.
 */
export class TerminalView extends LineView {
  private readonly underWay = new Map<string, { readonly change: Change; readonly sinceMs: number }>();
  private drawn = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(protected override readonly options: TerminalViewOptions) {
    super(options);
  }

  override changed(change: Change): void {
    if (change.type !== 'task') return;
    if (isEnd(change.to)) {
      this.underWay.delete(change.id);
      return this.print(taskLines(change, this.paint));
    }
    const sinceMs = this.underWay.get(change.id)?.sinceMs ?? this.options.nowMs();
    this.underWay.set(change.id, { change, sinceMs });
    this.timer ??= setInterval(() => this.redraw(), REDRAW_MS).unref();
    this.redraw();
  }

  override ended(result: Result): void {
    this.close();
    super.ended(result);
  }

  /** Takes away what is redrawn. */
  override close(): void {
    clearInterval(this.timer);
    this.underWay.clear();
    this.redraw();
  }

  protected override print(lines: readonly string[]): void {
    this.draw(lines.map((line) => `${line}\n`).join(''));
  }

  private redraw(): void {
    this.draw('');
  }

  private draw(above: string): void {
    const lines = this.liveLines();
    const back = this.drawn === 0 ? '' : `\x1b[${this.drawn}A\x1b[J`;
    const below = lines.length === 0 ? '' : `${NO_WRAP}${lines.map((line) => `${line}\n`).join('')}${WRAP}`;
    this.drawn = lines.length;
    if (back + above + below !== '') this.options.people.write(back + above + below);
  }

  private liveLines(): readonly string[] {
    const now = this.options.nowMs();
    const room = Math.max(1, (this.options.people.rows ?? ROWS) - 2);
    const all = [...this.underWay.values()];
    const shown = all.length > room ? all.slice(0, room - 1) : all;
    const lines = shown.flatMap(({ change, sinceMs }) =>
      taskLines({ ...change, durationMs: inSteps(now - sinceMs) }, this.paint),
    );
    return shown.length === all.length ? lines : [...lines, `    and ${all.length - shown.length} more`];
  }
}

/** Digits that change with every drawing only make it restless. */
function inSteps(ms: number): number {
  return Math.floor(ms / REDRAW_MS) * REDRAW_MS;
}
