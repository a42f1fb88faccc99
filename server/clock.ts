import { msToInstant, type Instant } from '../shared/domain/instant.ts';

/** Now, finer than a millisecond: event timestamps identify messages, so two must not collide. */
export function nowInstant(): Instant {
  return msToInstant(performance.timeOrigin + performance.now());
}
