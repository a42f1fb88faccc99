import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';
import type { JsonOutline } from '../../../shared/domain/json-outline.ts';
import { formatCount } from '../../lib/format-count.ts';
import { rowOf } from './tree-folds.ts';
import { moveOf } from './tree-keys.ts';
import { TreeRow } from './tree-row.tsx';
import { TreeSelection } from './tree-selection.tsx';
import { TreeToolbar } from './tree-toolbar.tsx';
import { useTree } from './use-tree.ts';

const rowHeightPx = 20;

interface JsonTreeProps {
  text: string;
  /** Of this text. */
  outline: JsonOutline;
  /** What the text is, for example “input”. */
  what: string;
}

/** A JSON text as a tree of which only the lines in sight are in the page. */
export function JsonTree({ text, outline, what }: JsonTreeProps) {
  const tree = useTree(text, outline);
  const { shown, folds, active, finds } = tree;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    useFlushSync: false,
  });
  const activeRow = rowOf(shown, active);
  useEffect(() => {
    if (activeRow >= 0) virtualizer.scrollToIndex(activeRow);
  }, [virtualizer, activeRow, active]);
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = moveOf(event.key, tree);
    if (wanted === null) return;
    event.preventDefault();
    if (wanted.kind === 'toggle') tree.toggle(wanted.node);
    else tree.go(wanted.node);
  };
  const found = useMemo(() => new Set(finds.nodes), [finds]);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {tree.isCut && (
        <p className="text-sm text-ink-muted">Only the first {formatCount(shown.length)} lines are shown.</p>
      )}
      <TreeToolbar tree={tree} what={what} onGoToFind={tree.goToFind} />
      <div className="rounded-md bg-sunken">
        <div
          ref={scroller}
          role="tree"
          aria-label={what}
          aria-activedescendant={`${id}-${active}`}
          tabIndex={0}
          onKeyDown={move}
          className="max-h-[min(32rem,70vh)] overflow-auto rounded-md py-1 font-mono text-sm"
        >
          <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const node = shown[index];
              if (node === undefined) return null;
              return (
                <TreeRow
                  key={node}
                  id={`${id}-${node}`}
                  text={text}
                  outline={outline}
                  node={node}
                  isFolded={folds[node] === 1}
                  isActive={node === active}
                  isFound={found.has(node)}
                  heightPx={rowHeightPx}
                  topPx={start}
                  onGo={tree.go}
                  onToggle={tree.toggle}
                />
              );
            })}
          </div>
        </div>
        <TreeSelection tree={tree} text={text} />
      </div>
    </div>
  );
}
