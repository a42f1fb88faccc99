/**
 * One read serves everybody who asks while it runs or within `maxAgeMs` after it began; a failure is not kept. `elapsedMs`
 * is a monotonic clock.
 */
export function shareRead<T>(
  read: () => Promise<T>,
  maxAgeMs: number,
  elapsedMs = () => performance.now(),
): () => Promise<T> {
  let last: { readonly beganAt: number; readonly result: Promise<T> } | null = null;
  let isRunning = false;

  async function run(): Promise<T> {
    isRunning = true;
    try {
      return await read();
    } catch (error) {
      last = null;
      throw error;
    } finally {
      isRunning = false;
    }
  }

  return () => {
    const now = elapsedMs();
    if (last !== null && (isRunning || now - last.beganAt < maxAgeMs)) return last.result;
    const result = run();
    last = { beganAt: now, result };
    return result;
  };
}
