/**
 * One read serves everybody who asks while it runs or within `maxAgeMs` after it began, which may depend on how long it
 * took; a failure is not kept. `elapsedMs` is a monotonic clock.
 */
export function shareRead<T>(
  read: () => Promise<T>,
  maxAgeMs: number | ((tookMs: number) => number),
  elapsedMs = () => performance.now(),
): () => Promise<T> {
  let last: { readonly beganAt: number; readonly result: Promise<T> } | null = null;
  let isRunning = false;
  let tookMs = 0;

  async function run(): Promise<T> {
    const beganAt = elapsedMs();
    isRunning = true;
    try {
      return await read();
    } catch (error) {
      last = null;
      throw error;
    } finally {
      isRunning = false;
      tookMs = elapsedMs() - beganAt;
    }
  }

  function oldestMs(): number {
    return typeof maxAgeMs === 'number' ? maxAgeMs : maxAgeMs(tookMs);
  }

  return () => {
    const now = elapsedMs();
    if (last !== null && (isRunning || now - last.beganAt < oldestMs())) return last.result;
    const result = run();
    last = { beganAt: now, result };
    return result;
  };
}
