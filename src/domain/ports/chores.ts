/** What some process does once in a while, whichever it is. */
export interface Chores {
  /** True for one of all processes that ask, at most once in `everyMilliseconds`. */
  begin(name: string, everyMilliseconds: number): Promise<boolean>;
}
