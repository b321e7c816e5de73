import { Named, type Thing } from './Thing.ts';

/** A thing that is known by its members and nothing else: a namespace, a cycler, a loop. */
export abstract class Members extends Named {
  /** `undefined` where there is no such member. */
  abstract member(name: string): Thing | undefined;
}
