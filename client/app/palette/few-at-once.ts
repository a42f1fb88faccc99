/** Runs at most `limit` of the given works at a time, the others in the order they came. */
export function createFewAtOnce(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      // Somebody typed on while this waited.
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
