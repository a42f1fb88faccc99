import { createContext, Script } from 'node:vm';

const context: { work: unknown } = { work: null };
createContext(context);
const script = new Script('work()');

function isTimeout(error: unknown): boolean {
  // It may come from another realm, where `Error` is another class.
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/**
 * What `work` gives, or `null` when it took longer. A regular expression can run for years on a short text, and this is the
 * one way to stop it in this thread. `work` may be left at any point, so it must change nothing but what it gives.
 */
export function withinMs<Result>(limitMs: number, work: () => Result): { readonly result: Result } | null {
  let result: { readonly result: Result } | null = null;
  context.work = () => {
    result = { result: work() };
  };
  try {
    script.runInContext(context, { timeout: Math.max(1, Math.round(limitMs)) });
    return result;
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  } finally {
    context.work = null;
  }
}
