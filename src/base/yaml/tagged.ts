import { Float } from '../json.ts';
import type { ScalarValue } from './Node.ts';
import { DATE, fraction, integer, resolveScalar, WRONG } from './resolveScalar.ts';

/** The type an explicit tag names: `!!str` is `str`; `undefined` for tags that are not YAML's own. */
export function typeOfTag(tag: string): string | undefined {
  if (tag === '!') return '!';
  return /^!!(\w+)$/.exec(tag)?.[1] ?? /^!<tag:yaml\.org,2002:(\w+)>$/.exec(tag)?.[1];
}

/** A scalar with an explicit tag; `WRONG` where the text is none of that type, or the type is none that a workflow can hold. */
export function taggedScalar(type: string, text: string): ScalarValue | typeof DATE | typeof WRONG {
  const value = resolveScalar(text);
  switch (type) {
    case '!':
      return value;
    case 'str':
      return text;
    case 'null':
      return null;
    case 'timestamp':
      return value === DATE ? DATE : WRONG;
    case 'bool':
      return typeof value === 'boolean' ? value : WRONG;
    case 'int':
      return integer(text);
    case 'float': {
      const whole = typeof value === 'number' || typeof value === 'bigint' || value instanceof Float;
      return whole ? fraction(text) : WRONG;
    }
    default:
      return WRONG;
  }
}
