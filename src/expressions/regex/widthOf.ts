import type { Pattern } from './nodes.ts';

/** How many characters a pattern matches, if it is always the same. */
export function widthOf(pattern: Pattern): number | undefined {
  switch (pattern.kind) {
    case 'one':
      return 1;
    case 'assertion':
    case 'look':
      return 0;
    case 'group':
    case 'atomic':
      return widthOf(pattern.body);
    case 'sequence':
      return pattern.parts.reduce<number | undefined>((sum, part) => plus(sum, widthOf(part)), 0);
    case 'choice':
      return same(pattern.options.map(widthOf));
    case 'condition':
      return same([widthOf(pattern.yes), widthOf(pattern.no)]);
    case 'repeat': {
      const width = widthOf(pattern.body);
      return width !== undefined && pattern.minimum === pattern.maximum ? width * pattern.minimum : undefined;
    }
    case 'again':
      return undefined;
  }
}

function plus(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}

function same(widths: readonly (number | undefined)[]): number | undefined {
  return widths.every((width) => width === widths[0]) ? widths[0] : undefined;
}
