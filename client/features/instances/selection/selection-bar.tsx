import { Download, LoaderCircle, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { RefusableButton } from '../../../components/refusable-button.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { tellSelection } from '../../../lib/shown-selection.ts';
import type { ListHead } from '../instances-queries.ts';
import { instanceHref } from '../table/instance-href.ts';
import { questionOf } from './selection-question.ts';
import type { Selection } from './selection.ts';
import type { SelectionState } from './use-selection.ts';

const ExportDialog = lazy(async () => ({
  default: (await import('../export/export-dialog.tsx')).ExportDialog,
}));

/** What is done with selected rows by other features. */
export type RenderSelected = (selected: {
  readonly hub: string;
  /** `null` = not picked one by one. */
  readonly ids: readonly string[] | null;
  /** Filter text that asks for exactly these. */
  readonly q: string;
  readonly count: number;
}) => ReactNode;

interface SelectionBarProps {
  head: ListHead;
  selection: SelectionState;
  /** Ids of the columns the list shows, in order. */
  columns: readonly string[];
  renderSelected: RenderSelected | undefined;
}

/** Browsers take more for an attack. */
const maxTabs = 10;

/** A longer address no server takes, and what is exported is asked for in one. */
const maxQuestionChars = 100_000;

/** Whoever shows this page in a frame hears which rows are picked; of all that match nobody knows the ids. */
function useToldSelection(hub: string, selection: Selection): void {
  const told = useMemo(() => (selection.kind === 'picked' ? [...selection.ids] : []), [selection]);
  useEffect(() => tellSelection({ hub, instanceIds: told }), [hub, told]);
  useEffect(() => () => tellSelection({ hub, instanceIds: [] }), [hub]);
}

/** Over the end of the list, so that no row moves when it comes. */
export function SelectionBar(props: SelectionBarProps) {
  const { head, selection } = props;
  useToldSelection(head.hub, selection.selection);
  const { count, reading } = selection;
  return (
    <section
      aria-label="Selection"
      aria-busy={reading !== null}
      className="absolute bottom-4 left-1/2 z-20 flex cramped:fixed w-max max-w-[calc(100%-32px)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-lg"
    >
      {reading !== null && <LoaderCircle aria-hidden size={14} className="animate-spin" />}
      <span role="status" className="font-medium whitespace-nowrap">
        {reading === null
          ? `${plural(count, 'instance')} selected`
          : `Selecting ${plural(reading.rows, 'row')}…`}
      </span>
      {selection.problem !== null && (
        <span role="alert" className="text-warning">
          {selection.problem}
        </span>
      )}
      {count > 0 && reading === null && <SelectedActions {...props} />}
      <Button
        look="quiet"
        icon={X}
        aria-label={reading === null ? 'Clear the selection' : 'Stop selecting'}
        onClick={selection.clear}
      >
        {reading === null ? undefined : 'Stop'}
      </Button>
    </section>
  );
}

/** What can be done with the selected rows. */
function SelectedActions({ head, selection, columns, renderSelected }: SelectionBarProps) {
  const { count } = selection;
  const [isExporting, setIsExporting] = useState(false);
  const picked = selection.selection.kind === 'picked' ? [...selection.selection.ids] : null;
  const q = questionOf(selection.selection);
  const isTooLong = encodeURIComponent(q).length > maxQuestionChars;
  const canOpen = picked !== null && picked.length <= maxTabs;

  function openTabs(): void {
    for (const id of picked ?? []) window.open(instanceHref(head.hub, id), '_blank', 'noopener');
  }

  return (
    <>
      {count < head.total && (
        <Button look="quiet" onClick={() => selection.pickMatching(head.question.q, head.total)}>
          Select all {formatCount(head.total)} that match
        </Button>
      )}
      {picked !== null && (
        <span className="inline-flex items-center gap-1">
          <CopyButton text={picked.join('\n')} what={plural(count, 'instance id')} />
          Copy ids
        </span>
      )}
      <Button
        onClick={openTabs}
        disabled={!canOpen}
        title={canOpen ? undefined : `At most ${maxTabs} picked instances open at once`}
      >
        Open in tabs
      </Button>
      <RefusableButton
        icon={Download}
        refusal={isTooLong ? 'Too many ids for one export: select all that match a filter instead.' : null}
        onClick={() => setIsExporting(true)}
      >
        Export
      </RefusableButton>
      {renderSelected?.({
        hub: head.hub,
        ids: picked,
        q,
        count,
      })}
      {isExporting && (
        <Suspense>
          <ExportDialog
            hub={head.hub}
            {...head.question}
            q={q}
            total={count}
            columns={columns}
            onClose={() => setIsExporting(false)}
          />
        </Suspense>
      )}
    </>
  );
}
