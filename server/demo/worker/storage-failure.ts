import { RestError } from '@azure/data-tables';

/** The HTTP status of a failed storage call; `null` when the failure was something else. */
export function storageStatus(error: unknown): number | null {
  return error instanceof RestError ? (error.statusCode ?? null) : null;
}

/** Somebody else changed, created or removed the row first. */
export function isConflict(error: unknown): boolean {
  const status = storageStatus(error);
  return status === 404 || status === 409 || status === 412;
}

/** Runs a storage call whose failure with this status is as good as success. */
export async function tolerate(status: number, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (storageStatus(error) !== status) throw error;
  }
}
