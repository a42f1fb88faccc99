import { ticksToInstant, type Instant } from '../shared/domain/instant.ts';

const ticksPerMs = 10_000n;
let lastTicks = 0n;

/**
 * Now, to 100 ns and never the same twice: event timestamps identify messages. The wall clock gives the milliseconds
 * because the monotonic one stands still while a machine sleeps; it only fills in the digits below.
 */
export function nowInstant(): Instant {
  const fraction = BigInt(Math.floor((performance.now() % 1) * Number(ticksPerMs)));
  const ticks = BigInt(Date.now()) * ticksPerMs + fraction;
  lastTicks = ticks > lastTicks ? ticks : lastTicks + 1n;
  return ticksToInstant(lastTicks);
}
