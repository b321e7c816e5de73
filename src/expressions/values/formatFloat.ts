import { floatRepr } from './pythonText.ts';

/** A float that is not negative, by the type and precision of a Python format specification. */
export function formatFloat(value: number, type: string, precision: number | undefined, isAlternate = false): string {
  if (!Number.isFinite(value)) {
    const word = Number.isNaN(value) ? 'nan' : 'inf';
    return type === 'E' || type === 'F' || type === 'G' ? word.toUpperCase() : word + (type === '%' ? '%' : '');
  }
  switch (type) {
    case '':
      return precision === undefined ? floatRepr(value) : general(value, precision || 1, isAlternate, true);
    case 'e':
    case 'E':
      return cased(exponent(value, precision ?? 6), type === 'E');
    case '%':
      return `${fixed(value * 100, precision ?? 6)}%`;
    case 'f':
    case 'F':
      return fixed(value, precision ?? 6);
    default:
      return cased(general(value, precision === undefined ? 6 : precision || 1, isAlternate, false), type === 'G');
  }
}

function cased(text: string, isUpper: boolean): string {
  return isUpper ? text.toUpperCase() : text;
}

/** `toFixed` takes exact ties away from zero, Python to even; a tie shows in the digits that follow. */
export function fixed(value: number, digits: number): string {
  if (value >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  if (digits > 100) return value.toFixed(100) + '0'.repeat(digits - 100);
  const longer = value.toFixed(Math.min(digits + 55, 100));
  const point = longer.indexOf('.');
  const end = digits === 0 ? point : point + 1 + digits;
  const tail = longer.slice(end).replace('.', '');
  const head = longer.slice(0, end);
  const isEven = /[02468]$/.test(head);
  return /^50*$/.test(tail) && isEven ? head : value.toFixed(digits);
}

function exponent(value: number, digits: number): string {
  const [mantissa, power] = value.toExponential(Math.min(digits, 100)).split('e') as [string, string];
  const zeros = digits > 100 ? '0'.repeat(digits - 100) : '';
  return `${mantissa}${zeros}e${power[0]}${power.slice(1).padStart(2, '0')}`;
}

/** `g`: significant digits, with an exponent only where the number is very large or small. */
function general(value: number, precision: number, keepZeros: boolean, isBare: boolean): string {
  const digits = Math.min(precision, 101);
  const power = value === 0 ? 0 : Number(exponent(value, digits - 1).split('e')[1]);
  const isSmall = power >= -4 && power < (isBare ? digits - 1 || 1 : digits);
  const text = isSmall ? fixed(value, Math.max(0, digits - 1 - power)) : exponent(value, digits - 1);
  if (keepZeros) return text;
  const [mantissa, tail] = text.split('e') as [string, string | undefined];
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const body = isBare && tail === undefined && !short.includes('.') ? `${short}.0` : short;
  return tail === undefined ? body : `${body}e${tail}`;
}
