import { AppError } from '../errors.ts';

/** What could not be looked at, in words; said once however often it was tried. */
export class ReadingProblems {
  private readonly texts = new Set<string>();

  /** A part that fails takes what depends on it along, not the answer. */
  async orElse<T, U>(reading: Promise<T>, instead: U, what: string): Promise<T | U> {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.add(`${what}: ${error.message}`);
      return instead;
    }
  }

  add(problem: string): void {
    this.texts.add(problem);
  }

  list(): string[] {
    return [...this.texts];
  }
}
