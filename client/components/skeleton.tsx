import { classNames } from '../lib/class-names.ts';

/** A grey bar in the place of a text; unseen for the first 300 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('appear-late block h-3 rounded-sm bg-sunken', className)} />;
}

const widths = ['w-11/12', 'w-2/3', 'w-4/5', 'w-1/2'] as const;

/** Stands for `lines` lines of running text. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" className="flex flex-col gap-2 py-1">
      <span className="sr-only">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={widths[line % widths.length] ?? 'w-full'} />
      ))}
    </div>
  );
}
