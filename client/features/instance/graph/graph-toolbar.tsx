import { ArrowDown, ArrowRight, ChevronDown, ChevronUp, Download, Scan, ZoomIn, ZoomOut } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import type { Flow } from '../../../lib/graph-layout/layout-types.ts';

interface FoundNodes {
  readonly ids: readonly string[];
  /** The one the reader is at; -1 = none of them. */
  readonly at: number;
}

interface GraphToolbarProps {
  words: string;
  found: FoundNodes;
  flow: Flow;
  isReady: boolean;
  /** What a running export is, or why the last one failed. */
  note: string | null;
  onWords: (words: string) => void;
  onFound: (by: 1 | -1) => void;
  onFlow: (flow: Flow) => void;
  onFit: () => void;
  onZoom: (by: 1 | -1) => void;
  onExport: (format: 'svg' | 'png') => void;
}

const flows = [
  { value: 'down', label: 'Top down', icon: ArrowDown },
  { value: 'right', label: 'Left to right', icon: ArrowRight },
] as const;

function foundWords({ ids, at }: FoundNodes): string {
  if (ids.length === 0) return 'nothing found';
  return at < 0 ? `${formatCount(ids.length)} found` : `${formatCount(at + 1)} of ${formatCount(ids.length)}`;
}

function FindControls({
  words,
  found,
  onWords,
  onFound,
}: Pick<GraphToolbarProps, 'words' | 'found' | 'onWords' | 'onFound'>) {
  const isNone = found.ids.length === 0;
  return (
    <div
      role="search"
      className="flex items-center gap-1"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
        onFound(event.shiftKey ? -1 : 1);
      }}
    >
      <SearchField label="Find in the graph" placeholder="Find name or id" value={words} onChange={onWords} />
      {words !== '' && (
        <>
          <Button
            look="quiet"
            icon={ChevronUp}
            aria-label="Previous found"
            disabled={isNone}
            onClick={() => onFound(-1)}
          />
          <Button
            look="quiet"
            icon={ChevronDown}
            aria-label="Next found"
            disabled={isNone}
            onClick={() => onFound(1)}
          />
          <span role="status" className="text-sm whitespace-nowrap text-ink-muted">
            {foundWords(found)}
          </span>
        </>
      )}
    </div>
  );
}

export function GraphToolbar({
  flow,
  isReady,
  note,
  onFlow,
  onFit,
  onZoom,
  onExport,
  ...find
}: GraphToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 py-2">
      <FindControls {...find} />
      <Segmented label="Direction" segments={flows} value={flow} onChange={onFlow} />
      <Button icon={Scan} disabled={!isReady} onClick={onFit}>
        Fit
      </Button>
      <Button icon={ZoomIn} aria-label="Zoom in" disabled={!isReady} onClick={() => onZoom(1)} />
      <Button icon={ZoomOut} aria-label="Zoom out" disabled={!isReady} onClick={() => onZoom(-1)} />
      <span className="ml-auto flex items-center gap-1.5">
        {note !== null && (
          <span role="status" className="text-sm text-ink-muted">
            {note}
          </span>
        )}
        <Button icon={Download} disabled={!isReady} onClick={() => onExport('svg')}>
          SVG
        </Button>
        <Button icon={Download} disabled={!isReady} onClick={() => onExport('png')}>
          PNG
        </Button>
      </span>
    </div>
  );
}
