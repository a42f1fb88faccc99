import { EyeOff } from 'lucide-react';
import type { Payload, PayloadInfo } from '../../shared/contract/payloads.ts';
import { formatBytes, formatExactBytes } from '../lib/format-bytes.ts';
import { plural } from '../lib/format-count.ts';

function Size({ sizeBytes }: { sizeBytes: number }) {
  return <span title={formatExactBytes(sizeBytes)}>{formatBytes(sizeBytes)}</span>;
}

/** How big it is, where it is, and what was taken out of it. */
export function PayloadFacts({ info, payload }: { info: PayloadInfo; payload: Payload | null }) {
  const sizeBytes = info.sizeBytes ?? payload?.sizeBytes ?? null;
  const storedBytes = info.storedBytes ?? payload?.storedBytes ?? null;
  const maskedCount = payload?.maskedCount ?? 0;
  return (
    <p className="flex flex-wrap gap-x-2 text-sm text-ink-muted">
      {sizeBytes !== null && <Size sizeBytes={sizeBytes} />}
      <span>{info.location === 'inline' ? 'inline' : 'in a blob'}</span>
      {storedBytes !== null && <span>{formatBytes(storedBytes)} compressed</span>}
      {maskedCount > 0 && (
        <span
          className="inline-flex items-center gap-1 text-ink"
          title="Taken out on the server by a masking rule"
        >
          <EyeOff aria-hidden size={12} />
          {plural(maskedCount, 'value')} masked
        </span>
      )}
    </p>
  );
}
