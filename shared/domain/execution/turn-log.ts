import type { HistoryEvent } from '../../contract/history.ts';
import type { Instant } from '../instant.ts';
import type { Turn } from './execution-model.ts';

interface TurnDraft {
  readonly index: number;
  readonly startedKey: string;
  readonly startedAt: Instant | null;
  completedAt: Instant | null;
  readonly tookInKeys: string[];
}

/** What a closing row said: after ContinueAsNew the engine closes the first turn twice. */
type Closing = 'closed' | 'closed-again' | 'never-opened';

export class TurnLog {
  readonly #turns: TurnDraft[] = [];
  readonly #changed = new Set<number>();
  #isOpen = false;
  #snapshot: readonly Turn[] = [];

  /** The turn that the next rows belong to; `null` before the first. */
  get current(): number | null {
    return this.#turns.length === 0 ? null : this.#turns.length - 1;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  startedAt(turn: number | null): Instant | null {
    return turn === null ? null : (this.#turns[turn]?.startedAt ?? null);
  }

  open(event: HistoryEvent): void {
    const index = this.#turns.length;
    this.#turns.push({
      index,
      startedKey: event.rowKey,
      startedAt: event.timestamp,
      completedAt: null,
      tookInKeys: [],
    });
    this.#changed.add(index);
    this.#isOpen = true;
  }

  close(event: HistoryEvent): Closing {
    const turn = this.#turns.at(-1);
    if (turn === undefined) return 'never-opened';
    turn.completedAt = event.timestamp;
    this.#changed.add(turn.index);
    const closing = this.#isOpen ? 'closed' : 'closed-again';
    this.#isOpen = false;
    return closing;
  }

  takeIn(event: HistoryEvent): void {
    const turn = this.#turns.at(-1);
    if (turn === undefined) return;
    turn.tookInKeys.push(event.rowKey);
    this.#changed.add(turn.index);
  }

  snapshot(): readonly Turn[] {
    if (this.#changed.size === 0) return this.#snapshot;
    this.#snapshot = this.#turns.map((turn, i) => {
      const known = this.#snapshot[i];
      return known === undefined || this.#changed.has(i)
        ? { ...turn, tookInKeys: [...turn.tookInKeys] }
        : known;
    });
    this.#changed.clear();
    return this.#snapshot;
  }
}
