import type { Statement } from './row-source.ts';

function keyOf(revision: number, { sql, values }: Statement): string {
  const content = JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return `${revision} ${sql} ${content}`;
}

/** Answers that stay true for a revision of the rows; the longest unused ones are forgotten. */
export class AnswerCache<Answer> {
  private readonly answers = new Map<string, Promise<Answer>>();

  constructor(private readonly most: number) {}

  has(revision: number, statement: Statement): boolean {
    return this.answers.has(keyOf(revision, statement));
  }

  /** Those who ask the same while the first answer is under way share it. A failure is forgotten. */
  get(revision: number, statement: Statement, read: () => Answer | Promise<Answer>): Promise<Answer> {
    const key = keyOf(revision, statement);
    const answer = this.answers.get(key) ?? this.begin(key, read);
    this.answers.delete(key);
    this.answers.set(key, answer);
    this.forgetOldest();
    return answer;
  }

  private begin(key: string, read: () => Answer | Promise<Answer>): Promise<Answer> {
    const answer = Promise.resolve(read());
    answer.catch(() => this.answers.delete(key));
    return answer;
  }

  private forgetOldest(): void {
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.most && oldest !== undefined) this.answers.delete(oldest);
  }
}
