import { BookOpenText } from 'lucide-react';
import type { PayloadInfo } from '../../shared/contract/payloads.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { formatCount } from '../lib/format-count.ts';
import { Button } from './button.tsx';
import { CodeText } from './code-text.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { SkeletonLines } from './skeleton.tsx';
import type { PayloadReading } from './use-payload.ts';

function loadWords(info: PayloadInfo): string {
  if (info.sizeBytes !== null) return `Load ${formatBytes(info.sizeBytes)}`;
  return info.storedBytes === null ? 'Load' : `Load ${formatBytes(info.storedBytes)} of compressed text`;
}

/** What there is of a payload before its text is read. */
export function UnreadPayload({
  info,
  what,
  reading,
}: {
  info: PayloadInfo;
  what: string;
  reading: PayloadReading;
}) {
  if (reading.error !== null)
    return <ErrorNotice error={reading.error} onRetry={reading.retry} isRetrying={reading.isReading} />;
  if (reading.isReading) return <SkeletonLines />;
  return (
    <div className="flex flex-col items-start gap-1.5">
      {info.preview !== null && <CodeText text={`${info.preview}…`} className="max-w-full text-ink-muted" />}
      <Button icon={BookOpenText} aria-label={`${loadWords(info)}: ${what}`} onClick={reading.read}>
        {loadWords(info)}
      </Button>
    </div>
  );
}

/** Says that the text goes on, and reads the rest on demand. */
export function CutNote({ reading }: { reading: PayloadReading }) {
  const { payload } = reading;
  if (payload?.isTruncated !== true) return null;
  const ofAll = payload.sizeBytes === null ? '' : ` of ${formatBytes(payload.sizeBytes)}`;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
      Cut after {formatCount(payload.text.length)} characters{ofAll}.
      {reading.hasMore && (
        <Button isBusy={reading.isReading} onClick={reading.readAll}>
          Load all
        </Button>
      )}
    </p>
  );
}
