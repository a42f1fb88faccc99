import type { Instant } from '../instant.ts';
import type { Wait, WaitKind } from './wait.ts';

/** Waits that read the same but for whom or which try they wait for. */
export interface WaitGroup {
  readonly kind: WaitKind;
  readonly name: string | null;
  readonly waits: readonly Wait[];
  /** The longest wait of them. */
  readonly since: Instant | null;
  /** The next one due. */
  readonly dueAt: Instant | null;
  readonly isInferred: boolean;
}

function least(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce<Instant | null>(
    (first, at) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}

/** In the order of their first waits. */
export function groupWaits(waits: readonly Wait[]): readonly WaitGroup[] {
  const groups = new Map<string, Wait[]>();
  for (const wait of waits) {
    const key = JSON.stringify([wait.kind, wait.name, wait.isInferred]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [wait]);
    else group.push(wait);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, name, isInferred } = first;
    const since = least(group.map((wait) => wait.since));
    const dueAt = least(group.map((wait) => wait.dueAt));
    return [{ kind, name, waits: group, since, dueAt, isInferred }];
  });
}

/** What falls due next; `null` when nothing it waits for has a time. */
export function nextDue(waits: readonly Wait[]): Wait | null {
  return waits.reduce<Wait | null>(
    (next, wait) => (wait.dueAt !== null && (next?.dueAt == null || wait.dueAt < next.dueAt) ? wait : next),
    null,
  );
}
