import { describe, expect, it } from 'vitest';
import { Float } from '../../src/base/json.ts';
import { createView } from '../../src/cli/createView.ts';
import { JsonView } from '../../src/cli/JsonView.ts';
import { LineView } from '../../src/cli/LineView.ts';
import { plain } from '../../src/cli/lines.ts';
import type { Change } from '../../src/cli/Progress.ts';
import { TerminalView } from '../../src/cli/TerminalView.ts';
import type { View } from '../../src/cli/View.ts';
import { Screen } from './Screen.ts';

class Text {
  content = '';
  write(text: string): void {
    this.content += text;
  }
}

const task = (name: string, to: string, durationMs?: number): Change => ({
  type: 'task',
  id: name,
  name,
  within: [],
  from: null,
  to,
  at: '2030-01-01T00:00:00.000Z',
  stateInfo: null,
  durationMs,
});

const started = { workflow: 'greet', executionId: 'the-id', url: 'http://here' };
const result = {
  executionId: 'the-id',
  workflow: 'greet',
  state: 'SUCCESS',
  stateInfo: null,
  output: { ratio: new Float(2) },
  durationMs: 20,
};

describe('the view for logs', () => {
  it('is a line for each change of a task, and the output alone on standard output', () => {
    const [output, people] = [new Text(), new Text()];
    const view = new LineView({ output, people, paint: plain });
    view.started(started);
    view.changed(task('a', 'RUNNING'));
    view.changed({ ...task('std.echo', 'SUCCESS'), type: 'action' });
    view.changed(task('a', 'SUCCESS', 3));
    view.ended(result);
    expect(people.content.trimEnd().split('\n')).toEqual([
      'greet the-id on http://here',
      '  … a                         RUNNING',
      '  ✓ a                         SUCCESS  3 ms',
      'SUCCESS in 20 ms',
    ]);
    expect(output.content).toBe('{\n  "ratio": 2.0\n}\n');
  });
});

describe('the view for programs', () => {
  it('is a JSON object a line, the result last', () => {
    const output = new Text();
    const view: View = new JsonView(output);
    view.started(started);
    view.notice('not for programs');
    view.changed(task('a', 'SUCCESS', 3));
    view.ended(result);
    expect(output.content.split('\n')).toEqual([
      '{"type":"task","id":"a","name":"a","from":null,"to":"SUCCESS","at":"2030-01-01T00:00:00.000Z","stateInfo":null}',
      '{"type":"result","executionId":"the-id","workflow":"greet","state":"SUCCESS","stateInfo":null,"output":{"ratio":2.0}}',
      '',
    ]);
  });
});

describe('the view for terminals', () => {
  function watch(rows = 24) {
    const screen = new Screen(rows);
    let now = 0;
    const view = new TerminalView({ output: new Text(), people: screen, paint: plain, nowMs: () => now });
    const pass = (ms: number) => {
      now += ms;
    };
    return { screen, view, pass };
  }

  it('redraws what is under way, and keeps what has ended above it', () => {
    const { screen, view, pass } = watch();
    view.changed(task('a', 'RUNNING'));
    view.changed(task('b', 'RUNNING'));
    pass(1_500);
    view.changed(task('b', 'SUCCESS', 1_490));
    expect(screen.lines()).toEqual([
      '  ✓ b                         SUCCESS  1.4 s',
      '  … a                         RUNNING  1.5 s',
    ]);
    view.close();
  });

  it('draws no more lines than there is room for', () => {
    const { screen, view } = watch(6);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) view.changed(task(name, 'RUNNING'));
    expect(screen.lines()).toHaveLength(4);
    expect(screen.lines().at(-1)).toBe('    and 3 more');
    view.close();
  });

  it('leaves nothing under way behind when it is closed', () => {
    const { screen, view } = watch();
    view.changed(task('a', 'RUNNING'));
    view.close();
    expect(screen.lines()).toEqual([]);
  });
});

describe('the choice of a view', () => {
  const streams = { stdout: new Text(), env: {} };
  const terminal = Object.assign(new Text(), { isTTY: true });

  it('is the one for programs where that was asked for, whoever looks', () => {
    expect(createView({ ...streams, stderr: terminal, isJson: true })).toBeInstanceOf(JsonView);
  });

  it('redraws only on a terminal', () => {
    expect(createView({ ...streams, stderr: terminal, isJson: false })).toBeInstanceOf(TerminalView);
    expect(createView({ ...streams, stderr: new Text(), isJson: false })).not.toBeInstanceOf(TerminalView);
  });

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
  ])('has colours on a terminal with %j: %s', (env, hasColours) => {
    const stderr = Object.assign(new Text(), { isTTY: true });
    createView({ ...streams, env, stderr, isJson: false }).started(started);
    expect(stderr.content.includes('\x1b[')).toBe(hasColours);
  });
});
