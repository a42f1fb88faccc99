import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { switchEmbeddedWorker } from '../../../shared/contract/embedded-worker.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubsLevel, hubLevel } from '../../api/query-levels.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { embeddedWorkerQuery } from './embedded-worker-queries.ts';

/** Shows what a task hub without a worker looks like, without breaking anybody's. */
export function EmbeddedWorkerSwitch({ hub }: { hub: string }) {
  const queryClient = useQueryClient();
  const { data } = useQuery(embeddedWorkerQuery(hub));
  const change = useMutation({
    mutationFn: (isRunning: boolean) =>
      callEndpoint(switchEmbeddedWorker, { params: { hub }, body: { isRunning } }),
    onSuccess: (worker) => {
      queryClient.setQueryData(embeddedWorkerQuery(hub).queryKey, worker);
      void queryClient.invalidateQueries({ queryKey: hubsLevel });
      void queryClient.invalidateQueries({ queryKey: hubLevel(hub) });
    },
  });
  if (data === undefined) return null;
  return (
    <>
      <Button
        look="quiet"
        icon={data.isRunning ? Pause : Play}
        isBusy={change.isPending}
        onClick={() => change.mutate(!data.isRunning)}
        title={
          data.isRunning
            ? 'Shows what a task hub without a worker looks like'
            : 'It goes on with what waits in the queues'
        }
      >
        {data.isRunning ? 'Stop its worker' : 'Start its worker'}
      </Button>
      {change.error !== null && <ErrorNotice error={change.error} />}
    </>
  );
}
