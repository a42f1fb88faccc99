import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { verdictQuery } from '../../api/verdict-queries.ts';
import { HealthMark } from '../../components/diagnosis/health-mark.tsx';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { describeError } from '../../lib/error-words.ts';

/** The verdict on a hub in a word, with the weightiest reason; the page on health has the others. */
export function HubHealth({ hub }: { hub: string }) {
  const { data: verdict, error } = useQuery(verdictQuery(hub));
  if (verdict === undefined && error !== null) {
    const { title, detail } = describeError(error);
    return (
      <span className="truncate text-sm text-ink-muted" title={`${title}: ${detail}`}>
        Health not known: {title.toLowerCase()}
      </span>
    );
  }
  if (verdict === undefined) return <Skeleton className="w-24" />;
  const reason = verdict.reasons.find(({ severity }) => severity === 'broken' || severity === 'delayed');
  return (
    <span className="flex min-w-0 items-center gap-x-2">
      <Link
        to="/hubs/$hub/health"
        params={{ hub }}
        className="inline-flex rounded-sm underline-offset-2 hover:underline"
      >
        <HealthMark health={verdict.health} />
      </Link>
      {reason !== undefined && (
        <span className="min-w-0 text-sm wrap-anywhere text-ink-muted">
          <SentenceView hub={hub} sentence={reason.sentence} />
        </span>
      )}
    </span>
  );
}
