import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { getEntity } from '../../../shared/contract/entities.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { Button } from '../../components/button.tsx';
import { ByteSizeText } from '../../components/byte-size-text.tsx';
import { Fact, FactList } from '../../components/fact-list.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { PayloadText } from '../../components/payload-text.tsx';
import { PayloadView } from '../../components/payload-view.tsx';
import { TextViewer } from '../../components/text-viewer.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { plural } from '../../lib/format-count.ts';
import { EntityActivity } from './entity-activity.tsx';
import { OperationQueueTable } from './operation-queue-table.tsx';

type Entity = ResultOf<typeof getEntity>;

const unknownFacts = { lockedBy: undefined, queueSize: undefined };

function EntityFacts({ hub, instance, state }: Entity & { hub: string }) {
  // The row's summary stands in for a state that cannot be read.
  const { lockedBy, queueSize } =
    state.problem === null ? { ...state, queueSize: state.queue.length } : (instance.entity ?? unknownFacts);
  return (
    <FactList>
      <Fact label="Last operation">
        <InstantText instant={instance.createdAt} as="full" />
      </Fact>
      <Fact label="Last updated">
        <InstantText instant={instance.lastUpdatedAt} as="full" />
      </Fact>
      <Fact label="Locked by">
        {lockedBy === undefined && <Unknown why="It cannot be read" />}
        {lockedBy === null && 'nobody'}
        {typeof lockedBy === 'string' && (
          <span className="flex min-w-0 items-center gap-1.5">
            <Lock aria-hidden size={12} className="shrink-0 text-ink-faint" />
            <InstanceLink hub={hub} instanceId={lockedBy} />
          </span>
        )}
      </Fact>
      <Fact label="Waiting operations">
        {queueSize === undefined ? <Unknown why="They cannot be read" /> : plural(queueSize, 'operation')}
      </Fact>
    </FactList>
  );
}

/** Shorter ones are seen whole, which a tree would not better. */
const shortStateChars = 400;

function StateText({ state }: Pick<Entity, 'state'>) {
  if (state.problem !== null) return <p className="text-ink-muted">The state cannot be read.</p>;
  if (state.stateText === null)
    return (
      <p className="text-ink-muted">
        {state.exists
          ? 'It exists, but stores no state.'
          : 'It has no state: it was deleted, or never set one.'}
      </p>
    );
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm text-ink-muted">
        <ByteSizeText sizeBytes={state.stateSizeBytes} />
      </p>
      {state.stateText.length > shortStateChars ? (
        <TextViewer text={state.stateText} what="state" isTruncated={false} />
      ) : (
        <PayloadText text={state.stateText} what="state" />
      )}
    </div>
  );
}

function RawState({ hub, instance }: Omit<Entity, 'state'> & { hub: string }) {
  const [isShown, setIsShown] = useState(false);
  const { input, instanceId } = instance;
  if (input === null) return <p className="text-ink-muted">The row holds none.</p>;
  if (!isShown) return <Button onClick={() => setIsShown(true)}>Show</Button>;
  return <PayloadView hub={hub} instanceId={instanceId} info={input} what="scheduler state" />;
}

/** State, lock and queue of one entity. */
export function EntityBody({ hub, instance, state }: Entity & { hub: string }) {
  const problems = [...instance.problems, ...(state.problem === null ? [] : [state.problem])];
  return (
    <>
      <div className="flex flex-col gap-3 px-4 pb-3">
        <ProblemList problems={problems} />
        <StateText state={state} />
        <EntityFacts hub={hub} instance={instance} state={state} />
      </div>
      <section aria-labelledby="waiting-operations" className="border-t border-line pb-3">
        <h2 id="waiting-operations" className="px-4 py-2 font-semibold">
          Waiting operations
        </h2>
        {state.queue.length === 0 ? (
          <p className="px-4 text-ink-muted">
            None. Requests wait here behind a lock or while another one runs.
          </p>
        ) : (
          <OperationQueueTable hub={hub} queue={state.queue} />
        )}
      </section>
      <EntityActivity hub={hub} instance={instance} state={state} />
      <section aria-labelledby="raw-state" className="border-t border-line px-4 py-2.5">
        <h2 id="raw-state" className="pb-1.5 font-semibold">
          Scheduler state as stored
        </h2>
        <RawState hub={hub} instance={instance} />
      </section>
    </>
  );
}
