import { Skeleton } from '../../components/skeleton.tsx';

/** One hub in outline. */
export function HubsSkeleton() {
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">Loading task hubs</span>
      <div className="flex h-7 items-center">
        <Skeleton className="w-40" />
      </div>
      <div className="rounded-lg border border-line">
        <div className="flex h-11 items-center border-b border-line px-4">
          <Skeleton className="w-48" />
        </div>
        <div className="grid h-56 gap-8 p-4 min-[860px]:grid-cols-[320px_1fr]">
          <div className="flex flex-col gap-4">
            {['w-full', 'w-4/5', 'w-3/4', 'w-4/5'].map((width, line) => (
              <Skeleton key={line} className={width} />
            ))}
          </div>
          <div className="flex flex-col gap-4">
            {['w-full', 'w-full', 'w-full', 'w-full'].map((width, line) => (
              <Skeleton key={line} className={width} />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
