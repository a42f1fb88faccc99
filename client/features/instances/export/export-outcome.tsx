import { Check } from 'lucide-react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import type { ExportState } from './use-export.ts';

/** How far the export is, or how it ended; nothing before it began. */
export function ExportOutcome({ state, expected }: { state: ExportState; expected: number }) {
  switch (state.kind) {
    case 'choosing':
      return null;
    case 'running': {
      const total = state.total ?? expected;
      return (
        <ProgressBar
          label="Export"
          value={state.rows}
          max={total}
          text={`${formatCount(state.rows)} of ${plural(total, 'row')}, ${formatBytes(state.bytes)}`}
        />
      );
    }
    case 'done':
      return (
        <p role="status" className="flex items-start gap-2">
          <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-completed" />
          <span className="wrap-anywhere">
            {plural(state.rows, 'row')} saved as <span className="font-mono">{state.fileName}</span>,{' '}
            {formatBytes(state.bytes)}.
          </span>
        </p>
      );
    case 'cancelled':
      return <p role="status">Cancelled: nothing was saved.</p>;
    case 'failed':
      return <ErrorNotice error={state.error} />;
  }
}
