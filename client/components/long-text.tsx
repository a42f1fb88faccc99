import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { splitLongLines } from '../lib/split-long-lines.ts';
import { toVisibleLines } from '../lib/visible-text.ts';

const lineHeightPx = 16;
/** A text of any length: only the lines in sight are in the page. */
export function LongText({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => splitLongLines(text), [text]);
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
