import { toShortIso, type Instant } from '../../../../shared/domain/instant.ts';

/** The sorter's times, which clients do not take part in. */
const noTime = '0001-01-01T00:00:00';

interface EntitySignal {
  /** GUID with dashes. */
  readonly id: string;
  readonly operation: string;
  /** JSON text; `null` = none. */
  readonly input: string | null;
  /** When the operation is wanted, however far away. */
  readonly due: Instant | null;
}

/** The request inside a client's signal, member by member in the engine's order. */
export function entitySignalText({ id, operation, input, due }: EntitySignal): string {
  return JSON.stringify({
    op: operation,
    signal: true,
    ...(input === null ? {} : { input }),
    id,
    ...(due === null ? {} : { due: toShortIso(due) }),
    Timestamp: noTime,
    Predecessor: noTime,
    IsLockRequest: false,
    createTrace: false,
  });
}
