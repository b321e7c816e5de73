import { TransientFault } from '../base/errors.ts';

/** Enough for a service that is started again. */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000];

export interface PatienceOptions {
  /** Waits; throws when somebody asks to stop meanwhile. */
  readonly pause: (ms: number) => Promise<void>;
  /** Told of the first of several failures in a row. */
  readonly onFailure: () => void;
}

/** How often something that fails for a while is tried again, and when: later and later, and not for ever. */
export class Patience {
  private failures = 0;

  constructor(private readonly options: PatienceOptions) {}

  /** It works again, so that the next failure is a first one. */
  restore(): void {
    this.failures = 0;
  }

  /** Waits until it is time for another try; throws the failure on where it is no passing one, or where there were too many. */
  async after(failure: unknown): Promise<void> {
    const pauseMs = PAUSES_MS[this.failures];
    if (!(failure instanceof TransientFault) || pauseMs === undefined) throw failure;
    if (this.failures === 0) this.options.onFailure();
    this.failures++;
    await this.options.pause(pauseMs);
  }

  /** Does something that may be done twice, as often as it takes. */
  async insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await work();
        this.restore();
        return result;
      } catch (error) {
        await this.after(error);
      }
    }
  }
}
