const spanMs = 5_000;

/** How many things a second ended during the last seconds. */
export class RecentRate {
  private readonly ends: { readonly atMs: number; readonly count: number }[] = [];
  private readonly beganAtMs: number;

  constructor(private readonly nowMs: () => number) {
    this.beganAtMs = nowMs();
  }

  add(count: number): void {
    if (count > 0) this.ends.push({ atMs: this.nowMs(), count });
    this.forgetOld();
  }

  perSecond(): number {
    this.forgetOld();
    const passedMs = Math.min(spanMs, Math.max(1_000, this.nowMs() - this.beganAtMs));
    return this.ends.reduce((sum, { count }) => sum + count, 0) / (passedMs / 1000);
  }

  private forgetOld(): void {
    const border = this.nowMs() - spanMs;
    while ((this.ends[0]?.atMs ?? Infinity) < border) this.ends.shift();
  }
}
