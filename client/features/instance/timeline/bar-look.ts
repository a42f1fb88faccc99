import type { CSSProperties } from 'react';
import type { Segment } from '../../../../shared/domain/execution/timeline-segments.ts';
import { shareOf, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { stepStateLooks } from '../step-look.ts';

/** Stripes say “open” or “failed” to eyes that do not tell the colours apart. */
function stripes(color: string, back: string, degrees: number): string {
  return `repeating-linear-gradient(${degrees}deg, ${color} 0 2px, ${back} 2px 6px)`;
}

function pale(color: string, percent: number): string {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

function runLook(color: string, state: Segment['state']): CSSProperties {
  if (state === 'failed') return { background: stripes('var(--canvas)', color, 45) };
  if (state === 'completed') return { background: color };
  return { background: pale(color, 60), boxShadow: `inset 0 0 0 1px ${color}` };
}

/** Height in pixels and paint of a segment. */
export function segmentLook({ kind, state }: Segment): { heightPx: number; style: CSSProperties } {
  const { color } = stepStateLooks[state];
  switch (kind) {
    case 'run':
      return { heightPx: 14, style: { ...runLook(color, state), borderRadius: 3 } };
    case 'open':
      return {
        heightPx: 14,
        style: {
          background: stripes(pale(color, 70), pale(color, 18), -45),
          boxShadow: `inset 0 0 0 1px ${pale(color, 70)}`,
          borderRadius: 3,
        },
      };
    case 'queue':
      return { heightPx: 14, style: { background: pale(color, 22), borderRadius: 3 } };
    case 'delay':
      return {
        heightPx: 2,
        style: {
          background: 'repeating-linear-gradient(90deg, var(--ink-faint) 0 3px, transparent 3px 6px)',
        },
      };
    case 'timer':
      return { heightPx: 4, style: { background: pale(color, 65), borderRadius: 2 } };
    case 'untaken':
      return { heightPx: 2, style: { background: pale(color, 65) } };
    case 'moment':
      return { heightPx: 9, style: { background: color, rotate: '45deg' } };
  }
}

const nearLeft = -0.02;
const nearRight = 1.02;

function within(share: number): number {
  return Math.min(nearRight, Math.max(nearLeft, share));
}

/** Where a stretch is drawn, in per cent; `null` when it is out of sight. */
export function placeOf(
  view: TimelineView,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): { left: string; width: string } | null {
  const from = shareOf(view, fromMs);
  const to = shareOf(view, toMs);
  if (to < nearLeft || from > nearRight) return null;
  return { left: percent(within(from)), width: percent(within(to) - within(from)) };
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}
