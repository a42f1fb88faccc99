import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { formatBytes } from '../lib/format-bytes.ts';
import { ErrorNotice } from './error-notice.tsx';
import { PayloadDownload } from './payload-download.tsx';
import { noPayloadQuery, payloadQuery, type PayloadSource } from './payload-queries.ts';
import { usePayloadReader } from './payload-reader.ts';
import { SkeletonLines } from './skeleton.tsx';

const PayloadDiff = lazy(() =>
  import('./payload-diff.tsx').then((module) => ({ default: module.PayloadDiff })),
);

/** Comparing larger texts would stop the page. */
const maxComparedChars = 2_000_000;

export interface ComparedPayload extends PayloadSource {
  /** What the payload is, for example “input”. */
  readonly what: string;
}

function isKnownTooLarge({ info }: PayloadSource): boolean {
  return info.sizeBytes !== null && info.sizeBytes > maxComparedChars * 2;
}

function useComparedText(source: ComparedPayload) {
  const read = usePayloadReader();
  const isReadable = source.info.problem === null && !isKnownTooLarge(source);
  return useQuery(isReadable ? payloadQuery(read, source, maxComparedChars) : noPayloadQuery);
}

function NotCompared({ sides }: { sides: readonly ComparedPayload[] }) {
  return (
    <div className="flex flex-col gap-1">
      <p>
        Texts of more than {formatBytes(maxComparedChars)} are not compared here. Download them and compare
        them with a tool of your own:
      </p>
      <ul>
        {sides.map((side) => (
          <li key={side.info.ref} className="flex items-center gap-1">
            <PayloadDownload {...side} /> {side.what}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Any two payloads side by side. */
export function PayloadComparison({ left, right }: { left: ComparedPayload; right: ComparedPayload }) {
  const leftQuery = useComparedText(left);
  const rightQuery = useComparedText(right);
  const problem = [left, right].find(({ info }) => info.problem !== null);
  if (problem !== undefined)
    return (
      <p>
        The {problem.what} cannot be read: {problem.info.problem}
      </p>
    );
  const isTooLarge = [leftQuery, rightQuery].some(({ data }) => data?.isTruncated === true);
  if (isTooLarge || isKnownTooLarge(left) || isKnownTooLarge(right))
    return <NotCompared sides={[left, right]} />;
  const failed = [leftQuery, rightQuery].find(({ error }) => error !== null);
  if (failed?.error)
    return (
      <ErrorNotice
        error={failed.error}
        onRetry={() => void failed.refetch()}
        isRetrying={failed.isFetching}
      />
    );
  if (leftQuery.data === undefined || rightQuery.data === undefined) return <SkeletonLines />;
  return (
    <Suspense fallback={<SkeletonLines />}>
      <PayloadDiff
        left={{ text: leftQuery.data.text, what: left.what }}
        right={{ text: rightQuery.data.text, what: right.what }}
      />
    </Suspense>
  );
}
