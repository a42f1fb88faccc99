import type { Instant } from '../../../shared/domain/instant.ts';
import type { HistorySoFar } from './history-so-far.ts';

const versions = new WeakMap<HistorySoFar, Instant>();

/** The history is here as it was when the instance row was written like this. */
export function noteVersion(history: HistorySoFar, rowVersion: Instant): void {
  versions.set(history, rowVersion);
}

export function isOfVersion(history: HistorySoFar, rowVersion: Instant): boolean {
  return versions.get(history) === rowVersion;
}
