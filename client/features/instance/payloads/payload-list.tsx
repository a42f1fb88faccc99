import { useVirtualizer } from '@tanstack/react-virtual';
import { Database } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { PayloadEntry } from '../../../../shared/domain/execution/payload-entries.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks } from '../step-look.ts';
import { columnWord, ownerTitle } from './payload-words.ts';

const rowHeightPx = 28;
const pageRows = 12;

function sizeWords({ info }: PayloadEntry): string {
  if (info.problem !== null) return 'unreadable';
  if (info.sizeBytes !== null) return formatBytes(info.sizeBytes);
  return info.storedBytes === null ? 'blob' : `${formatBytes(info.storedBytes)} gzip`;
}

function Entry({ entry, isChosen, isOther }: { entry: PayloadEntry; isChosen: boolean; isOther: boolean }) {
  const Icon = entry.step === null ? Database : stepKindLooks[entry.step.kind].icon;
  const title = toVisibleText(ownerTitle(entry));
  return (
    <>
      <Icon aria-hidden size={14} className="shrink-0 text-ink-faint" />
      <bdi title={title} className="min-w-0 truncate">
        {title}
      </bdi>
      <span className="shrink-0 text-ink-muted">{columnWord(entry.column)}</span>
      {entry.event?.ordinal != null && (
        <span className="shrink-0 text-sm text-ink-faint tabular-nums">#{entry.event.ordinal}</span>
      )}
      {(isChosen || isOther) && <span className="sr-only">{isChosen ? 'shown' : 'compared with'}</span>}
      <span className="ml-auto shrink-0 pl-2 text-sm text-ink-muted tabular-nums">{sizeWords(entry)}</span>
    </>
  );
}

interface PayloadListProps {
  entries: readonly PayloadEntry[];
  /** Reference of the payload that is shown. */
  chosen: string | undefined;
  /** Reference of the one it is compared with. */
  other: string | undefined;
  onChoose: (ref: string) => void;
}

/** Payloads to choose from; only those in sight are in the page. */
export function PayloadList({ entries, chosen, other, onChoose }: PayloadListProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    useFlushSync: false,
  });
  const chosenIndex = entries.findIndex(({ info }) => info.ref === chosen);
  useEffect(() => {
    if (chosenIndex >= 0) virtualizer.scrollToIndex(chosenIndex);
  }, [virtualizer, chosenIndex]);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: chosenIndex + 1,
    ArrowUp: chosenIndex - 1,
    PageDown: chosenIndex + pageRows,
    PageUp: chosenIndex - pageRows,
    Home: 0,
    End: entries.length - 1,
  };
  const move = (event: KeyboardEvent) => {
    const wanted = steps[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const entry = entries[Math.max(0, Math.min(wanted, entries.length - 1))];
    if (entry !== undefined) onChoose(entry.info.ref);
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Payloads"
      aria-activedescendant={chosenIndex < 0 ? undefined : `${id}-${chosenIndex}`}
      tabIndex={0}
      onKeyDown={move}
      className="max-h-[70vh] overflow-auto rounded-md border border-line max-lg:max-h-64"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const { ref } = entry.info;
          return (
            <div
              key={ref}
              id={`${id}-${index}`}
              role="option"
              aria-selected={ref === chosen}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              onClick={() => onChoose(ref)}
              style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
              className={classNames(
                'absolute inset-x-0 top-0 flex cursor-pointer items-center gap-2 px-2',
                ref === chosen
                  ? 'bg-selected'
                  : ref === other
                    ? 'outline-1 -outline-offset-1 outline-accent'
                    : 'hover:bg-hover',
              )}
            >
              <Entry entry={entry} isChosen={ref === chosen} isOther={ref === other} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
