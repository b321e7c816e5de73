import type { Dict, Value } from '../base/json.ts';

/** A dictionary written in a definition; a `Dict` only where its keys would not keep their order in a plain object. */
export type Mapping = { readonly [key: string]: Value } | Dict;
