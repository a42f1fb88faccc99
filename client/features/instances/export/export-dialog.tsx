import { Download } from 'lucide-react';
import { useState } from 'react';
import type { SortColumn } from '../../../../shared/contract/instances.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { ExportChoices, type ExportChoice } from './export-choices.tsx';
import { columnsOfList } from './export-columns.ts';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

interface ExportDialogProps {
  hub: string;
  /** Filter text that is understood. */
  q: string;
  sort: SortColumn;
  order: 'asc' | 'desc';
  /** Rows that match, as far as the list knows. */
  total: number;
  /** Ids of the columns the list shows, in order. */
  columns: readonly string[];
  onClose: () => void;
}

/** Everything that matches becomes a file, as of the moment of the click. */
export function ExportDialog({ hub, q, sort, order, total, columns, onClose }: ExportDialogProps) {
  const listColumns = columnsOfList(columns);
  const [choice, setChoice] = useState<ExportChoice>({ format: 'csv', columns: listColumns });
  const { state, start, cancel } = useExport(hub);
  const isRunning = state.kind === 'running';
  const { format, columns: column } = choice;

  function begin(): void {
    void start({ q, sort, order, format, ...(format === 'csv' && { column: [...column] }) });
  }

  return (
    <Dialog
      isOpen
      // What was begun ends in sight before the dialog goes.
      onClose={isRunning ? cancel : onClose}
      title={`Export ${plural(total, 'instance')}`}
      description={
        q === ''
          ? 'Every instance of this task hub, in the order of the list.'
          : `Every instance that matches the filter, all ${formatCount(total)} of them, in the order of the list.`
      }
      footer={
        isRunning ? (
          <Button onClick={cancel}>Cancel the export</Button>
        ) : (
          <>
            <Button onClick={onClose}>Close</Button>
            <Button
              look="primary"
              icon={Download}
              disabled={format === 'csv' && column.length === 0}
              onClick={begin}
            >
              {state.kind === 'choosing' ? 'Export' : 'Export again'}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {!isRunning && <ExportChoices choice={choice} listColumns={listColumns} onChange={setChoice} />}
        <ExportOutcome state={state} expected={total} />
      </div>
    </Dialog>
  );
}
