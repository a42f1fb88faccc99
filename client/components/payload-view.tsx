import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { PayloadInfo } from '../../shared/contract/payloads.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { Button } from './button.tsx';
import { ByteSizeText } from './byte-size-text.tsx';
import { CodeText } from './code-text.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { firstReadChars, longestReadChars, opensAtOnce, wholePreview } from './payload-opening.ts';
import { payloadQuery, type PayloadSource } from './payload-queries.ts';
import { usePayloadReader } from './payload-reader.ts';
import { PayloadText } from './payload-text.tsx';
import { ProblemList } from './problem-list.tsx';
import { SkeletonLines } from './skeleton.tsx';

interface PayloadViewProps extends PayloadSource {
  /** What the payload is, for example “input”. */
  what: string;
}

/** One payload: what it is and how big at once, its text at once when small and on demand when not. */
export function PayloadView({ what, ...source }: PayloadViewProps) {
  const { info } = source;
  const whole = wholePreview(info);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <PayloadPlace info={info} />
      {info.problem !== null && <ProblemList problems={[info.problem]} />}
      {whole === null ? (
        info.problem === null && <StoredPayload what={what} {...source} />
      ) : (
        <PayloadText text={whole} what={what} />
      )}
    </div>
  );
}

function PayloadPlace({ info }: { info: PayloadInfo }) {
  return (
    <p className="flex gap-1.5 text-sm text-ink-muted">
      {info.sizeBytes !== null && <ByteSizeText sizeBytes={info.sizeBytes} />}
      <span>{info.location === 'inline' ? 'inline' : 'in a blob'}</span>
      {info.storedBytes !== null && <span>{formatBytes(info.storedBytes)} compressed</span>}
    </p>
  );
}

function loadWords(info: PayloadInfo): string {
  if (info.sizeBytes !== null) return `Load ${formatBytes(info.sizeBytes)}`;
  return info.storedBytes === null ? 'Load' : `Load ${formatBytes(info.storedBytes)} of compressed text`;
}

function StoredPayload({ what, ...source }: PayloadViewProps) {
  const { info } = source;
  const read = usePayloadReader();
  const [maxChars, setMaxChars] = useState(firstReadChars);
  const [isWanted, setIsWanted] = useState(false);
  const query = useQuery({
    ...payloadQuery(read, source, maxChars),
    enabled: isWanted || opensAtOnce(info),
    placeholderData: keepPreviousData,
  });
  const { data, error } = query;
  if (data !== undefined)
    return (
      <>
        {info.sizeBytes === null && (
          <p className="text-sm text-ink-muted">{formatBytes(data.sizeBytes ?? data.text.length)} of text</p>
        )}
        <PayloadText text={data.text} what={what} />
        {data.isTruncated && (
          <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
            Cut after {data.text.length.toLocaleString('en-US')} characters of{' '}
            {formatBytes(data.sizeBytes ?? data.text.length)}.
            {(maxChars < longestReadChars || query.isPlaceholderData) && (
              <Button isBusy={query.isPlaceholderData} onClick={() => setMaxChars(longestReadChars)}>
                Load all
              </Button>
            )}
          </p>
        )}
      </>
    );
  if (error !== null)
    return <ErrorNotice error={error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  if (query.isFetching) return <SkeletonLines />;
  return (
    <div className="flex flex-col items-start gap-1.5">
      {info.preview !== null && <CodeText text={`${info.preview}…`} className="max-w-full text-ink-muted" />}
      <Button icon={Download} aria-label={`${loadWords(info)}: ${what}`} onClick={() => setIsWanted(true)}>
        {loadWords(info)}
      </Button>
    </div>
  );
}
