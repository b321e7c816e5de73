import { JsonView } from './JsonView.ts';
import { LineView } from './LineView.ts';
import { coloured, plain } from './lines.ts';
import { TerminalView } from './TerminalView.ts';
import type { Sink, View } from './View.ts';

export interface ViewChoice {
  readonly isJson: boolean;
  readonly stdout: Sink;
  readonly stderr: Sink & { readonly isTTY?: boolean; readonly rows?: number };
  readonly env: NodeJS.ProcessEnv;
}

/** The way to show an execution that suits who is looking. */
export function createView({ isJson, stdout, stderr, env }: ViewChoice): View {
  if (isJson) return new JsonView(stdout);
  if (!stderr.isTTY) return new LineView({ output: stdout, people: stderr, paint: plain });
  return new TerminalView({
    output: stdout,
    people: stderr,
    paint: env.NO_COLOR ? plain : coloured,
    nowMs: () => performance.now(),
  });
}
