import { ChevronDown, ChevronUp, FoldVertical, Search, UnfoldVertical } from 'lucide-react';
import { Button } from '../button.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { foldAll, unfoldAll } from './tree-folds.ts';
import type { Tree } from './use-tree.ts';

function countWords({ words, finds, findIndex }: Tree): string {
  if (words === '') return '';
  const { nodes, isCut } = finds;
  if (nodes.length === 0) return 'Nothing found';
  const total = `${formatCount(nodes.length)}${isCut ? '+' : ''}`;
  return findIndex < 0 ? `${total} found` : `${formatCount(findIndex + 1)} of ${total}`;
}

interface TreeToolbarProps {
  tree: Tree;
  what: string;
  onGoToFind: (step: 1 | -1) => void;
}

export function TreeToolbar({ tree, what, onGoToFind }: TreeToolbarProps) {
  const hasFinds = tree.finds.nodes.length > 0;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <label className="relative flex items-center">
        <Search aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-faint" />
        <input
          type="search"
          aria-label={`Find in the ${what}`}
          placeholder="Find keys and values"
          spellCheck={false}
          autoComplete="off"
          value={tree.words}
          onChange={(event) => tree.setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            onGoToFind(event.shiftKey ? -1 : 1);
          }}
          className="h-7 w-48 rounded-md border border-line-strong bg-raised pr-2 pl-8 placeholder:text-ink-faint"
        />
      </label>
      <Button
        look="quiet"
        icon={ChevronUp}
        aria-label="Previous find"
        disabled={!hasFinds}
        onClick={() => onGoToFind(-1)}
      />
      <Button
        look="quiet"
        icon={ChevronDown}
        aria-label="Next find"
        disabled={!hasFinds}
        onClick={() => onGoToFind(1)}
      />
      <span role="status" className="min-w-24 text-sm text-ink-muted tabular-nums">
        {countWords(tree)}
      </span>
      <span className="ml-auto flex gap-1">
        <Button
          look="quiet"
          icon={UnfoldVertical}
          aria-label="Unfold all"
          title="Unfold all"
          onClick={() => tree.setFolds(unfoldAll(tree.outline))}
        />
        <Button
          look="quiet"
          icon={FoldVertical}
          aria-label="Fold all"
          title="Fold all"
          onClick={() => tree.setFolds(foldAll(tree.outline))}
        />
      </span>
    </div>
  );
}
