import { Skeleton, SkeletonLines } from '../../components/skeleton.tsx';

/** The verdict and a group of stuck instances in outline. */
export function HealthSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex h-20 flex-col gap-3 border-l-4 border-line pt-2 pl-4">
        <Skeleton className="w-40" />
        <Skeleton className="w-96" />
      </div>
      <SkeletonLines lines={5} />
    </div>
  );
}
