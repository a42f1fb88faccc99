import type { MessageKind } from '../../../../shared/domain/execution/sequence-model.ts';
import { arrowLooks } from './arrow-look.ts';

/** Where messages go, as columns. */
export interface ArrowWay {
  readonly from: number;
  readonly to: number;
  /** Columns there are. */
  readonly count: number;
}

export function laneCenter(column: number, count: number): string {
  return `${((column + 0.5) / count) * 100}%`;
}

const loopWidthPx = 22;

function Head({ kind, isLeft, color }: { kind: MessageKind; isLeft: boolean; color: string }) {
  const isCross = kind === 'failure';
  const isOpen = kind === 'send' || kind === 'result' || kind === 'timer-fired';
  const path = isCross ? 'M1 1L8 8M8 1L1 8' : 'M1 1L8 4.5L1 8';
  return (
    <svg
      width={9}
      height={9}
      className="absolute -top-[5px]"
      style={{ [isLeft ? 'left' : 'right']: isCross ? 3 : 0, transform: isLeft ? 'scaleX(-1)' : undefined }}
    >
      <path
        d={isOpen || isCross ? path : `${path}Z`}
        fill={isOpen || isCross ? 'none' : color}
        stroke={color}
        strokeWidth={1.5}
      />
    </svg>
  );
}

/** Line and head of a message, at the lower edge of its row. */
export function Arrow({ kind, way }: { kind: MessageKind; way: ArrowWay }) {
  const { color, isDashed } = arrowLooks[kind];
  const { from, to, count } = way;
  const style = isDashed ? 'dashed' : 'solid';
  if (from === to)
    return (
      <span
        aria-hidden
        className="absolute bottom-1 h-4 rounded-r-md border-y-[1.5px] border-r-[1.5px]"
        style={{
          left: laneCenter(from, count),
          width: loopWidthPx,
          borderColor: color,
          borderStyle: style,
          borderLeft: 0,
        }}
      >
        <span className="absolute inset-x-0 -bottom-px">
          <Head kind={kind} isLeft color={color} />
        </span>
      </span>
    );
  const isLeft = to < from;
  return (
    <span
      aria-hidden
      className="absolute bottom-2 h-0 border-t-[1.5px]"
      style={{
        left: laneCenter(Math.min(from, to), count),
        width: `${(Math.abs(to - from) / count) * 100}%`,
        borderColor: color,
        borderTopStyle: style,
      }}
    >
      <Head kind={kind} isLeft={isLeft} color={color} />
    </span>
  );
}

/** Where the words of a message begin, from the left edge. */
export function wordsStart({ from, to, count }: ArrowWay): string {
  const gap = from === to ? loopWidthPx + 6 : 8;
  return `calc(${laneCenter(Math.min(from, to), count)} + ${gap}px)`;
}
