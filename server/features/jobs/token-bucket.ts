/** Lets through so many a second, with room for a tenth of a second's worth at once. */
export class TokenBucket {
  private tokens = 1;
  private filledAtMs: number;

  constructor(private readonly nowMs: () => number = () => performance.now()) {
    this.filledAtMs = nowMs();
  }

  /** At most `wanted`, as far as the rate allows. */
  take(wanted: number, perSecond: number): number {
    this.fill(perSecond);
    const taken = Math.max(0, Math.min(wanted, Math.floor(this.tokens)));
    this.tokens -= taken;
    return taken;
  }

  msUntilNext(perSecond: number): number {
    this.fill(perSecond);
    return Math.max(0, ((1 - this.tokens) / perSecond) * 1000);
  }

  private fill(perSecond: number): void {
    const now = this.nowMs();
    const room = Math.max(1, perSecond / 10);
    this.tokens = Math.min(room, this.tokens + ((now - this.filledAtMs) / 1000) * perSecond);
    this.filledAtMs = now;
  }
}
