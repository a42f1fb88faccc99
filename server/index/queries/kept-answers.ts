import { keepRecent } from './keep-recent.ts';
import type { Parameters } from './parameters.ts';
import type { Ask, RowSource } from './row-source.ts';
import { countChanges } from './totals.ts';

/** What is asked, and which rows an answer tells of. */
interface Asked {
  readonly key: string;
  readonly matches: (parameters: Parameters) => string;
  /** A revision that every statement is sure to see, as it sees all earlier ones. */
  readonly visible: number;
}

interface Known<Answer> {
  readonly revision: number;
  readonly answer: Answer;
}

/** Answers that stay true for as long as no row they tell of comes or goes; the longest unused ones are forgotten. */
export class KeptAnswers<Answer> {
  private readonly known = new Map<string, Known<Answer>>();

  constructor(private readonly most: number) {}

  /** An answer that told of later changes as well would hide that they were taken back. */
  async find(rows: RowSource, ask: Ask, asked: Asked, readAtVisible: () => Promise<Answer>): Promise<Answer> {
    const { key, visible } = asked;
    const known = this.known.get(key);
    const isTrue = known !== undefined && (await this.isUnchanged(rows, ask, asked, known.revision));
    const answer = isTrue ? known.answer : await readAtVisible();
    const later = this.known.get(key);
    if (later === undefined || later.revision <= visible)
      keepRecent(this.known, key, { revision: visible, answer }, this.most);
    return answer;
  }

  private async isUnchanged(rows: RowSource, ask: Ask, asked: Asked, since: number): Promise<boolean> {
    if (since >= asked.visible) return since === asked.visible;
    if (!rows.hold(since)) return false;
    const { came, went } = await countChanges(ask, asked.matches, since, asked.visible);
    // Meanwhile so many rows may have changed that those that went are not there to be counted.
    return came + went === 0 && rows.hold(since);
  }
}
