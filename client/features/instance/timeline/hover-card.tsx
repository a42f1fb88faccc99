import type { TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { StepFacts } from '../step-facts.tsx';
import { rowWords } from './row-words.ts';
import type { Point } from './use-row-hover.ts';

interface HoverCardProps {
  hub: string;
  row: TimelineRow;
  nowMs: number;
  at: Point;
}

const widthPx = 480;
const roomPx = 220;
const offsetPx = 14;

/** Beside the pointer and inside the window. */
function cardPlace({ x, y }: Point): { left: number; top?: number; bottom?: number; width: number } {
  const left = Math.max(8, Math.min(x + offsetPx, window.innerWidth - widthPx - 16));
  const isBelow = y + roomPx < window.innerHeight;
  const vertical = isBelow ? { top: y + offsetPx } : { bottom: window.innerHeight - y + offsetPx };
  return { left, width: widthPx, ...vertical };
}

/** What a row stands for, for the mouse alone: the keyboard gets the same and more by selecting it. */
export function HoverCard({ hub, row, nowMs, at }: HoverCardProps) {
  return (
    <div
      inert
      data-testid="hover-card"
      className="pointer-events-none fixed z-40 flex flex-col gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-lg"
      style={cardPlace(at)}
    >
      <p className="line-clamp-3 font-medium wrap-anywhere">{rowWords(row, nowMs)}</p>
      {row.kind === 'step' && <StepFacts hub={hub} step={row.step} />}
      {row.kind === 'step' && row.step.failure?.message != null && (
        <p className="line-clamp-3 text-sm wrap-anywhere text-failed">
          {failureText(row.step.failure.message)}
        </p>
      )}
    </div>
  );
}

const maxFailureChars = 300;

function failureText(message: string): string {
  return toVisibleText(message.slice(0, maxFailureChars));
}
