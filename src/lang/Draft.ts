import type { Place } from './Place.ts';
import type { WorkflowSpec } from './WorkflowSpec.ts';

/** A workflow as far as it could be read, with the places of its parts: what rules look at. */
export interface Draft {
  readonly spec: WorkflowSpec;
  /** Where its name stands. */
  readonly place: Place;
  readonly places: Places;
}

/** Where parts of a Spec stand in the definition; the parts themselves are the keys. */
export class Places {
  private readonly byPart = new Map<object, Place>();

  set(part: object, place: Place): void {
    this.byPart.set(part, place);
  }

  of(part: object): Place | undefined {
    return this.byPart.get(part);
  }
}
