import type { FunctionSampling } from '../../shared/contract/functions-map.ts';
import { nowInstant } from '../clock.ts';

type Facts = Pick<FunctionSampling, 'focus' | 'startedAt' | 'total' | 'instances' | 'names' | 'namesLeftOut'>;
type Gap = 'cutShort' | 'withoutHistory' | 'unreadable';

/** How far a reading of samples has come; nothing is added once it has ended. */
export class SamplingProgress {
  private state: FunctionSampling['state'] = 'running';
  private endedAt: FunctionSampling['endedAt'] = null;
  private problem: FunctionSampling['problem'] = null;
  private looked = 0;
  private readonly gaps: Record<Gap, number> = { cutShort: 0, withoutHistory: 0, unreadable: 0 };
  private total: number;

  constructor(private readonly facts: Facts) {
    this.total = facts.total;
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  addLooked(): void {
    if (this.isRunning) this.looked += 1;
  }

  addGap(gap: Gap): void {
    if (this.isRunning) this.gaps[gap] += 1;
  }

  /** Fewer were found than the plan said. */
  lessToRead(count: number): void {
    if (this.isRunning) this.total -= count;
  }

  setProblem(problem: FunctionSampling['problem']): void {
    if (this.isRunning) this.problem = problem;
  }

  end(state: 'done' | 'cancelled' | 'failed'): void {
    if (!this.isRunning) return;
    this.state = state;
    this.endedAt = nowInstant();
    if (state !== 'failed') this.problem = null;
  }

  view(): FunctionSampling {
    const { state, endedAt, problem, looked, total } = this;
    return { ...this.facts, ...this.gaps, state, endedAt, problem, looked, total };
  }
}
