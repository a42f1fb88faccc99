import { instantToTicks, ticksToInstant, toInstant, toShortIso } from '../../../shared/domain/instant.ts';

/**
 * Times inside entity messages and entity state. The engine writes them with `Z`, except those it had to move
 * one tick past their predecessor, which lose it; both mean UTC. The text is kept as it came.
 */
export type EntityTime = string;

export const noTime: EntityTime = '0001-01-01T00:00:00';

export function entityTicks(time: EntityTime): bigint {
  const instant = toInstant(time.endsWith('Z') ? time : `${time}Z`);
  return instant === null ? instantToTicks('0001-01-01T00:00:00.0000000Z') : instantToTicks(instant);
}

export function oneTickAfter(time: EntityTime): EntityTime {
  return toShortIso(ticksToInstant(entityTicks(time) + 1n)).replace('Z', '');
}

/** Keeps the presence of the `Z`, as the engine's arithmetic does. */
export function minutesBefore(time: EntityTime, minutes: number): EntityTime {
  const text = toShortIso(ticksToInstant(entityTicks(time) - BigInt(minutes) * 600_000_000n));
  return time.endsWith('Z') ? text : text.replace('Z', '');
}
