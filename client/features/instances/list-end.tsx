import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { classNames } from '../../lib/class-names.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { gridClass, timeWidthClasses } from './instance-columns.tsx';

/** Rows in the shape of those to come. */
export function LoadingRows({ count }: { count: number }) {
  const { timeStyle } = usePreferences();
  return (
    <div role="status" className={classNames('min-w-[832px]', timeWidthClasses[timeStyle])}>
      <span className="sr-only">Loading instances</span>
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className={`${gridClass} h-8 items-center border-b border-line px-4`}>
          <Skeleton className="w-20" />
          <Skeleton className="w-3/5" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-16" />
          <Skeleton className="w-16" />
          <Skeleton className="ml-auto w-12" />
        </div>
      ))}
    </div>
  );
}

interface NextPageFailureProps {
  error: Error;
  onRetry: () => void;
  isRetrying: boolean;
}

export function NextPageFailure(props: NextPageFailureProps) {
  return (
    <div className="sticky left-0 p-4">
      <ErrorNotice {...props} />
    </div>
  );
}
