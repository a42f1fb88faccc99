import {
  payloadSearchBounds,
  type PayloadPlace,
  type PayloadSearch,
} from '../../../shared/contract/payload-search.ts';
import type { Find } from './find-in-text.ts';

const maxNamed = 100;

type Facts = Pick<PayloadSearch, 'searchId' | 'q' | 'text' | 'places' | 'startedAt' | 'total' | 'leftOut'>;
type Problem = NonNullable<PayloadSearch['problem']>;

/** What a search has seen so far; nothing is added once it has ended. */
export class SearchProgress {
  private state: PayloadSearch['state'] = 'running';
  private stoppedBy: PayloadSearch['stoppedBy'] = null;
  private problem: Problem | null = null;
  private looked = 0;
  private bytesRead = 0;
  private cutShort = 0;
  private readonly matches: { position: number; match: PayloadSearch['matches'][number] }[] = [];
  private readonly unreadable: PayloadSearch['unreadable'] = [];
  private unreadableCount = 0;

  constructor(private readonly facts: Facts) {}

  get isRunning(): boolean {
    return this.state === 'running';
  }

  addLooked(): void {
    if (this.isRunning) this.looked += 1;
  }

  addRead(bytes: number, isCutShort: boolean): void {
    if (!this.isRunning) return;
    this.bytesRead += bytes;
    if (isCutShort) this.cutShort += 1;
    if (this.bytesRead >= payloadSearchBounds.bytes) this.stop('bytes');
  }

  /** `position` of the instance in the order of the search: reads end in any order. */
  addMatch(position: number, instanceId: string, place: PayloadPlace, find: Find): void {
    if (!this.isRunning) return;
    if (this.matches.length >= payloadSearchBounds.matches) {
      this.stop('matches');
      return;
    }
    this.matches.push({ position, match: { instanceId, place, ...find } });
  }

  addUnreadable(instanceId: string, message: string): void {
    if (!this.isRunning) return;
    this.unreadableCount += 1;
    if (this.unreadable.length < maxNamed) this.unreadable.push({ instanceId, message });
  }

  /** `null` = storage answers again. */
  setProblem(problem: Problem | null): void {
    if (this.isRunning) this.problem = problem;
  }

  end(state: 'done' | 'cancelled' | 'failed'): void {
    if (!this.isRunning) return;
    this.state = state;
    if (state !== 'failed') this.problem = null;
  }

  view(): PayloadSearch {
    const { state, stoppedBy, problem, looked, bytesRead, cutShort, unreadableCount } = this;
    return {
      ...this.facts,
      ...{ state, stoppedBy, problem, looked, bytesRead, cutShort, unreadableCount },
      unreadable: [...this.unreadable],
      matches: this.matches.toSorted((a, b) => a.position - b.position).map(({ match }) => match),
    };
  }

  private stop(bound: 'matches' | 'bytes'): void {
    this.stoppedBy = bound;
    this.end('done');
  }
}
