import { CircleDashed, CircleDot } from 'lucide-react';
import { Unknown } from '../../components/unknown.tsx';

/** Deleted entities keep their row until somebody cleans up; `null` = the row does not say. */
export function ExistenceMark({ exists }: { exists: boolean | null }) {
  if (exists === null) return <Unknown why="Whether it exists is not known" />;
  const Icon = exists ? CircleDot : CircleDashed;
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-middle whitespace-nowrap ${exists ? '' : 'text-ink-muted'}`}
    >
      <Icon aria-hidden size={14} className="shrink-0" />
      {exists ? 'exists' : 'deleted'}
    </span>
  );
}
