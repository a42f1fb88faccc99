import { z } from 'zod';
import { alertStatuses } from '../../shared/contract/alerts.ts';
import { instant } from '../../shared/contract/values.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';

/** What was found out about a condition. */
export type Reading =
  | {
      readonly kind: 'measured';
      /** `between`: below what fires, not yet below what resolves. */
      readonly level: 'breached' | 'between' | 'clear';
      /** `null` where the condition is no number. */
      readonly value: number | null;
      readonly text: string;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How a rule stands in one task hub; kept over restarts. */
export const alertState = z.object({
  status: z.enum(alertStatuses),
  since: instant,
  /** While firing: over since then, but not long enough yet. */
  clearSince: instant.nullable(),
  /** Last measured; kept up to date only while something is waited for. */
  knownAt: instant,
  unknown: z.object({ since: instant, reason: z.string(), isTold: z.boolean() }).nullable(),
  /** From firing to its end. */
  alertId: z.string().nullable(),
});
export type AlertState = z.infer<typeof alertState>;

export interface Patience {
  readonly holdMs: number;
  readonly resolveAfterMs: number;
  /** So long without knowing is told. */
  readonly unknownMs: number;
}

export type Transition = 'fired' | 'resolved' | 'unknown' | 'known';

export interface Advanced {
  readonly state: AlertState;
  readonly transitions: readonly Transition[];
}

/** What was not looked at for longer than this is not known to have lasted. */
const evidenceGapMs = 180_000;

export function initialState(now: Instant): AlertState {
  return { status: 'ok', since: now, clearSince: null, knownAt: now, unknown: null, alertId: null };
}

function onUnknown(state: AlertState, reason: string, { unknownMs }: Patience, now: Instant): Advanced {
  const since = state.unknown?.since ?? now;
  const wasTold = state.unknown?.isTold ?? false;
  const isTold = wasTold || elapsedMs(since, now) >= unknownMs;
  // The first reason stays: the text would otherwise be written to the disk with every try.
  const unknown = { since, reason: isTold && !wasTold ? reason : (state.unknown?.reason ?? reason), isTold };
  return { state: { ...state, unknown }, transitions: isTold && !wasTold ? ['unknown'] : [] };
}

function whileFiring(state: AlertState, isClear: boolean, patience: Patience, now: Instant): AlertState {
  if (!isClear) return { ...state, clearSince: null };
  const hasGap = elapsedMs(state.knownAt, now) > evidenceGapMs;
  const clearSince = state.clearSince === null || hasGap ? now : state.clearSince;
  if (elapsedMs(clearSince, now) < patience.resolveAfterMs) return { ...state, clearSince, knownAt: now };
  return { ...initialState(now), unknown: state.unknown };
}

function whileQuiet(state: AlertState, isBreached: boolean, patience: Patience, now: Instant): AlertState {
  if (!isBreached) return state.status === 'ok' ? state : { ...initialState(now), unknown: state.unknown };
  const hasGap = elapsedMs(state.knownAt, now) > evidenceGapMs;
  const since = state.status === 'ok' || hasGap ? now : state.since;
  if (elapsedMs(since, now) < patience.holdMs) return { ...state, status: 'pending', since, knownAt: now };
  return { ...state, status: 'firing', since: now, clearSince: null, knownAt: now };
}

/** One step: what is not known neither fires nor resolves, and what was not watched counts as not lasting. */
export function advance(state: AlertState, reading: Reading, patience: Patience, now: Instant): Advanced {
  if (reading.kind === 'unknown') return onUnknown(state, reading.reason, patience, now);
  const known: AlertState = state.unknown === null ? state : { ...state, unknown: null };
  const next =
    state.status === 'firing'
      ? whileFiring(known, reading.level === 'clear', patience, now)
      : whileQuiet(known, reading.level === 'breached', patience, now);
  const transitions: Transition[] = state.unknown?.isTold === true ? ['known'] : [];
  if (state.status !== 'firing' && next.status === 'firing') transitions.push('fired');
  if (state.status === 'firing' && next.status !== 'firing') transitions.push('resolved');
  return { state: next, transitions };
}
