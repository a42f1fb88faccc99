import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { toVisibleLines } from '../lib/visible-text.ts';

const lineHeightPx = 16;
/** Browsers lay out a line of a million characters for seconds. */
const maxLineChars = 2_000;

function splitLines(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .flatMap((line) =>
      line.length <= maxLineChars
        ? [line]
        : Array.from({ length: Math.ceil(line.length / maxLineChars) }, (_, part) =>
            line.slice(part * maxLineChars, (part + 1) * maxLineChars),
          ),
    );
}

/** A text of any length: only the lines in sight are in the page. */
export function LongText({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => splitLines(text), [text]);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeightPx,
    overscan: 20,
    useFlushSync: false,
  });
  return (
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      tabIndex={0}
      className="h-80 resize-y overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-sm"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((line) => (
          <pre
            key={line.key}
            className="absolute top-0 left-0 pr-3"
            style={{ height: lineHeightPx, transform: `translateY(${line.start}px)` }}
          >
            {toVisibleLines(lines[line.index] ?? '')}
          </pre>
        ))}
      </div>
    </div>
  );
}
