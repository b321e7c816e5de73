import { parseWorkbook } from '../lang/parse.ts';

/** The names under which the members of a workbook are stored, as its text has them. */
export function memberNames({ name, definition }: { readonly name: string; readonly definition: string }): {
  readonly workflows: readonly string[];
  readonly actions: readonly string[];
} {
  const { value } = parseWorkbook(definition);
  const whole = ({ spec }: { readonly spec: { readonly name: string } }) => `${name}.${spec.name}`;
  return { workflows: value?.workflows.map(whole) ?? [], actions: value?.actions.map(whole) ?? [] };
}
