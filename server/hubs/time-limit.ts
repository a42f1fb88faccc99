import { AppError } from '../errors.ts';

/** Rejects after `ms` while the work goes on; for pages that must not wait for one slow store. */
export async function withTimeLimit<T>(work: Promise<T>, ms: number, subject: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('store-unavailable', `${subject} did not answer within ${ms / 1000} s.`));
    }, ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
