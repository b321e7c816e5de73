/** Who may run at once: so many actions in all, and of some actions fewer. What finds no slot of its own action is held. */
export class Slots<Job> {
  private used = 0;
  private readonly usedBy = new Map<string, number>();
  private readonly heldBy = new Map<string, Job[]>();
  private heldCount = 0;

  /** `limitOf`: the slots of an action; as many as there are where it has no say. */
  constructor(
    private readonly total: number,
    private readonly limitOf: (action: string) => number | undefined,
  ) {}

  /** Free slots. */
  get free(): number {
    return this.total - this.used;
  }

  /** Jobs that wait for a slot of their action. */
  get held(): number {
    return this.heldCount;
  }

  /** Takes a slot; false where the action has none left, and the job is held until it has. */
  take(action: string, job: Job): boolean {
    if (this.hasRoom(action)) {
      this.count(action, 1);
      return true;
    }
    const waiting = this.heldBy.get(action);
    if (waiting) waiting.push(job);
    else this.heldBy.set(action, [job]);
    this.heldCount++;
    return false;
  }

  /** Gives a slot back; answers with the jobs that may begin now, whose slots are taken. */
  release(action: string): Job[] {
    this.count(action, -1);
    const begun: Job[] = [];
    for (const name of [action, ...this.heldBy.keys()]) begun.push(...this.beginHeld(name));
    return begun;
  }

  /** Lets go of one that is held. False where it is not. */
  drop(job: Job): boolean {
    for (const [action, waiting] of this.heldBy) {
      const index = waiting.indexOf(job);
      if (index < 0) continue;
      this.remove(action, waiting, index);
      return true;
    }
    return false;
  }

  /** Lets go of all that are held. */
  dropAll(): Job[] {
    const jobs = [...this.heldBy.values()].flat();
    this.heldBy.clear();
    this.heldCount = 0;
    return jobs;
  }

  private beginHeld(action: string): Job[] {
    const begun: Job[] = [];
    for (let waiting = this.heldBy.get(action); waiting && this.hasRoom(action); waiting = this.heldBy.get(action)) {
      begun.push(this.remove(action, waiting, 0));
      this.count(action, 1);
    }
    return begun;
  }

  private remove(action: string, waiting: Job[], index: number): Job {
    const [job] = waiting.splice(index, 1) as [Job];
    if (waiting.length === 0) this.heldBy.delete(action);
    this.heldCount--;
    return job;
  }

  private hasRoom(action: string): boolean {
    return this.free > 0 && (this.usedBy.get(action) ?? 0) < (this.limitOf(action) ?? this.total);
  }

  private count(action: string, by: number): void {
    this.used += by;
    const used = (this.usedBy.get(action) ?? 0) + by;
    if (used > 0) this.usedBy.set(action, used);
    else this.usedBy.delete(action);
  }
}
