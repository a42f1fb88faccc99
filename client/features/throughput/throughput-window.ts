import { instantToMs, msToInstant, type Instant } from '../../../shared/domain/instant.ts';
import type { TimeWindow } from '../../lib/time-window.ts';
import type { Preset, ThroughputSearch } from './throughput-search.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface PresetLook {
  readonly lengthMs: number;
  readonly words: string;
}

export const presetLooks = {
  '1h': { lengthMs: hour, words: 'the last hour' },
  '6h': { lengthMs: 6 * hour, words: 'the last 6 hours' },
  '24h': { lengthMs: day, words: 'the last 24 hours' },
  '7d': { lengthMs: 7 * day, words: 'the last 7 days' },
  '30d': { lengthMs: 30 * day, words: 'the last 30 days' },
} as const satisfies Record<Preset, PresetLook>;

const defaultPreset: Preset = '24h';

/** Either fixed, or so long until now. */
export type ChosenWindow =
  | { readonly kind: 'fixed'; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'last'; readonly preset: Preset };

export function chosenWindow({ window, from, to }: ThroughputSearch): ChosenWindow {
  if (from !== undefined && to !== undefined && from < to) return { kind: 'fixed', from, to };
  return { kind: 'last', preset: window ?? defaultPreset };
}

export function windowAt(chosen: ChosenWindow, nowMs: number): TimeWindow {
  if (chosen.kind === 'fixed') return { fromMs: instantToMs(chosen.from), toMs: instantToMs(chosen.to) };
  return { fromMs: nowMs - presetLooks[chosen.preset].lengthMs, toMs: nowMs };
}

export function fixedSearch({ fromMs, toMs }: TimeWindow): Pick<ThroughputSearch, 'window' | 'from' | 'to'> {
  return { window: undefined, from: msToInstant(fromMs), to: msToInstant(toMs) };
}

export function presetSearch(window: Preset): Pick<ThroughputSearch, 'window' | 'from' | 'to'> {
  return { window, from: undefined, to: undefined };
}
