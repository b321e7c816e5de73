import { Dice } from '../Dice.ts';

const DEFAULT_SEED = 20_240_229;
const DEFAULT_ROUNDS = 1500;

/** How long to go on: a fixed number of rounds in the gate, or as many seconds as `npm run fuzz` says. */
export const FUZZ = {
  seed: Number(process.env.FUZZ_SEED ?? DEFAULT_SEED),
  seconds: Number(process.env.FUZZ_SECONDS ?? 0),
  get timeoutMs(): number {
    return 60_000 + this.seconds * 2000;
  },
};

/** Runs rounds with dice of their own, each named by its seed so that it can be run again alone. */
export function fuzz(round: (dice: Dice, seed: number) => void): void {
  const endMs = performance.now() + FUZZ.seconds * 1000;
  for (let index = 0; FUZZ.seconds > 0 ? performance.now() < endMs : index < DEFAULT_ROUNDS; index++) {
    const seed = FUZZ.seed + index;
    round(new Dice(seed), seed);
  }
}
