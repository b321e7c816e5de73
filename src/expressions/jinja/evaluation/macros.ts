import { Failure } from '../../Failure.ts';
import type { Arguments } from '../runtime/Arguments.ts';
import { dictFrom } from '../runtime/keys.ts';
import type { Run } from '../runtime/Run.ts';
import type { Body, Signature } from '../syntax/ast.ts';
import { mentions } from '../syntax/mentions.ts';
import { Callable } from '../things/Callable.ts';
import type { Thing } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';
import { evaluate } from './expressions.ts';
import { Frame } from './Frame.ts';

interface MacroSource {
  /** Nameless where it is the body of a `{% call %}`. */
  readonly name: string | null;
  readonly signature: Signature;
  readonly body: Body;
  /** Where it stands: its body sees the variables around it. */
  readonly outer: Frame;
  readonly render: (body: Body, frame: Frame) => Thing;
}

/** A macro as something to call. What its body does not mention (`varargs`, `kwargs`, `caller`) it does not accept. */
export function makeMacro(run: Run, source: MacroSource): Callable {
  const takesMore = mentions(source.body, 'varargs');
  const takesKeywords = mentions(source.body, 'kwargs');
  const takesCaller = mentions(source.body, 'caller');
  const title = source.name === null ? 'anonymous' : `'${source.name}'`;
  const accepted = { takesMore, takesKeywords, takesCaller, title };
  return new Callable(
    source.name ?? 'anonymous',
    (given) => source.render(source.body, frameFor(run, source, given, accepted)),
    'Macro',
    source.name === null ? 'Macro anonymous' : `Macro '${source.name}'`,
    new Map<string, Thing>([
      ['name', source.name],
      ['arguments', new Tuple(source.signature.parameters)],
      ['catch_kwargs', takesKeywords],
      ['catch_varargs', takesMore],
      ['caller', takesCaller],
    ]),
  );
}

interface Accepted {
  readonly takesMore: boolean;
  readonly takesKeywords: boolean;
  readonly takesCaller: boolean;
  readonly title: string;
}

function frameFor(run: Run, source: MacroSource, given: Arguments, accepted: Accepted): Frame {
  const { parameters } = source.signature;
  const frame = new Frame(source.outer);
  const keywords = new Map(given.keywords);
  const bound = parameters.map((name, index) =>
    index < given.positional.length ? given.positional[index] : take(keywords, name),
  );
  if (accepted.takesCaller && !parameters.includes('caller')) {
    frame.set('caller', take(keywords, 'caller') ?? new Undefined('No caller defined'));
  }
  refuseExtra(given, parameters.length, keywords, accepted);
  if (accepted.takesKeywords) frame.set('kwargs', dictFrom(keywords));
  if (accepted.takesMore) frame.set('varargs', new Tuple(given.positional.slice(parameters.length)));
  parameters.forEach((name, index) => {
    const value = bound[index];
    frame.set(name, value === undefined ? defaultOf(run, source.signature, index, frame) : value);
  });
  return frame;
}

function refuseExtra(given: Arguments, count: number, keywords: Map<string, Thing>, accepted: Accepted): void {
  const [unknown] = keywords.keys();
  if (unknown !== undefined && !accepted.takesKeywords) {
    if (unknown === 'caller') {
      throw new Failure(`macro ${accepted.title} was invoked with a body, but does not use its caller`);
    }
    throw new Failure(`macro ${accepted.title} takes no such keyword argument`);
  }
  if (given.positional.length > count && !accepted.takesMore) {
    throw new Failure(`macro ${accepted.title} takes not more than ${count} argument(s)`);
  }
}

/** Evaluated at the call, where it sees the parameters before it. */
function defaultOf(run: Run, { parameters, defaults }: Signature, index: number, frame: Frame): Thing {
  const otherwise = defaults[index - (parameters.length - defaults.length)];
  return otherwise
    ? evaluate(run, otherwise, frame)
    : new Undefined(`parameter '${parameters[index]}' was not provided`);
}

function take(keywords: Map<string, Thing>, name: string): Thing | undefined {
  const value = keywords.get(name);
  keywords.delete(name);
  return value;
}
