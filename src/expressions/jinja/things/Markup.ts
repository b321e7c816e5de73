import { Opaque } from '../../values/Opaque.ts';
import { pythonRepr } from '../../values/pythonText.ts';

/** A text that is HTML already and must not be escaped again. In all other respects it is the text. */
export class Markup extends Opaque {
  readonly typeName = 'Markup';

  constructor(readonly value: string) {
    super();
  }

  override repr(): string {
    return `Markup(${pythonRepr(this.value)})`;
  }

  override text(): string {
    return this.value;
  }

  override get isTruthy(): boolean {
    return this.value !== '';
  }

  override equals(other: unknown): boolean {
    return this.value === (other instanceof Markup ? other.value : other);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>'"]/g, (character) => ENTITIES[character] as string);
}
