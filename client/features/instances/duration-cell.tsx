import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { DurationText } from '../../components/duration-text.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';

export function DurationCell({ row }: { row: InstanceRow }) {
  if (row.kind === 'entity') return <Unknown why="Entities do not end" />;
  if (row.runtimeStatus === 'Pending' && row.scheduledStartAt !== null)
    return (
      <span className="text-ink-muted" title="Its start is scheduled">
        <InstantText instant={row.scheduledStartAt} as="relative" />
      </span>
    );
  if (row.completedAt === null && isTerminal(row.runtimeStatus))
    return <Unknown why="The time of its end is not recorded" />;
  return <DurationText from={row.createdAt} to={row.completedAt} />;
}
