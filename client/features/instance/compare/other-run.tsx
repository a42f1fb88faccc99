import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { isNotFound } from '../../../api/api-errors.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { executionOf } from '../execution-of.ts';
import { unreadHistory } from '../history-so-far.ts';
import { instanceDetailQuery } from '../instance-queries.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { ReadingNote, StaleNote } from '../reading-note.tsx';
import { useHistory } from '../use-history.ts';
import { ComparisonContent } from './comparison-content.tsx';

/** Reads the other run as the page reads its own. */
export function OtherRun({ otherId, ...props }: InstanceTabProps & { otherId: string }) {
  const query = useQuery(instanceDetailQuery(props.hub, otherId));
  const { data, error } = query;
  if (data !== undefined)
    return (
      <>
        <StaleNote query={query} />
        <OtherHistory {...props} other={data} />
      </>
    );
  if (isNotFound(error))
    return (
      <EmptyState title="No such instance in this task hub">
        Ids are compared letter by letter. It may have been purged.
      </EmptyState>
    );
  if (error !== null)
    return (
      <div className="px-4 py-2">
        <ErrorNotice error={error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      </div>
    );
  return <SkeletonLines />;
}

function OtherHistory({ other, ...props }: InstanceTabProps & { other: InstanceDetail }) {
  const reading = useHistory(props.hub, other);
  const history = useDeferredValue(reading.data ?? unreadHistory);
  // What is not read yet would look like something that was not done.
  const isUnread = [history, props.execution.history].some(
    ({ events, isComplete }) => events.length === 0 && !isComplete,
  );
  return (
    <>
      <ReadingNote history={history} reading={reading} />
      {isUnread ? (
        reading.error === null && <SkeletonLines />
      ) : (
        <ComparisonContent {...props} there={{ instance: other, execution: executionOf(history) }} />
      )}
    </>
  );
}
