import { z } from 'tramontane/plugin';

/** As far ahead as a timer of Node reaches: 24 days. */
const LIMIT = 2_147_483;

/** A number of seconds, also written as text; what is negative means no time at all. */
export const seconds = z
  .union([z.number(), z.string().regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/, 'expected a number of seconds')])
  .transform((given) => Math.max(0, Number(given)))
  .refine((given) => given <= LIMIT, `cannot be more than ${LIMIT} seconds`);
