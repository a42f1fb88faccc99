import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { gridClass } from './grid-class.ts';

interface FailedRowsProps {
  topPx: number;
  heightPx: number;
  error: Error;
  onRetry: () => void;
  isRetrying: boolean;
}

/** In the place of rows whose page could not be read, in view wherever the reader stands among them. */
export function FailedRows({ topPx, heightPx, ...notice }: FailedRowsProps) {
  return (
    <div style={{ top: topPx, height: heightPx }} className="pointer-events-none absolute inset-x-0">
      <div className="pointer-events-auto sticky top-10 left-0 max-w-[min(720px,80vw)] p-4">
        <ErrorNotice {...notice} />
      </div>
    </div>
  );
}

/** Rows in the shape of those to come. */
export function FirstRows() {
  return (
    <div role="status">
      <span className="sr-only">Loading instances</span>
      {Array.from({ length: 20 }, (_, row) => (
        <div key={row} className={`${gridClass} h-(--row) items-center border-b border-line`}>
          <Skeleton className="col-start-2 w-20" />
          <Skeleton className="w-3/5" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
