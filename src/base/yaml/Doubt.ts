/** A doubtful thing that does not keep the text from being read. */
export interface Doubt {
  readonly offset: number;
  readonly message: string;
}
