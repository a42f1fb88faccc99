import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DurationText } from '../../../components/duration-text.tsx';
import { Fact, FactList } from '../../../components/fact-list.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatDuration } from '../../../lib/format-duration.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

function CopyableCode({ text, what }: { text: string; what: string }) {
  return (
    <span className="group/copy flex min-w-0 items-center gap-1">
      <CodeText text={text} className="min-w-0" />
      <CopyButton text={text} what={what} />
    </span>
  );
}

function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  return (
    <ul className="flex flex-wrap gap-1 whitespace-normal">
      {Object.entries(tags).map(([name, value]) => (
        <li key={name} className="min-w-0 rounded-sm bg-sunken px-1.5">
          <CodeText text={`${name}: ${value}`} />
        </li>
      ))}
    </ul>
  );
}

interface InstanceFactsProps {
  instance: InstanceDetail;
  model: ExecutionModel;
}

/** What the instance's row says, in one look. */
export function InstanceFacts({ instance, model }: InstanceFactsProps) {
  const { partition, controlQueue, tags, scheduledStartAt } = instance;
  const { createdAt, startedAt, end } = model;
  return (
    <FactList>
      <Fact label="Created">
        <InstantText instant={instance.createdAt} as="full" />
      </Fact>
      <Fact label="Last updated">
        <InstantText instant={instance.lastUpdatedAt} as="full" />
      </Fact>
      <Fact label="Completed">
        <InstantText instant={instance.completedAt} as="full" missing="It has not ended" />
      </Fact>
      <Fact label="Duration">
        <DurationText from={instance.createdAt} to={instance.completedAt} />
      </Fact>
      {createdAt !== null && startedAt !== null && (
        <Fact label="Waited to start">{formatDuration(elapsedMs(createdAt, startedAt))}</Fact>
      )}
      <Fact label="Turns">
        {formatCount(model.turns.length)} <span className="text-ink-muted">of its own code</span>
      </Fact>
      {end?.status != null && end.status !== instance.runtimeStatus && (
        <Fact label="Status in the history">{toVisibleText(end.status)}</Fact>
      )}
      {instance.version !== null && instance.version !== '' && (
        <Fact label="Version">
          <CopyableCode text={instance.version} what="version" />
        </Fact>
      )}
      {scheduledStartAt !== null && (
        <Fact label="Scheduled start">
          <InstantText instant={scheduledStartAt} as="full" />
        </Fact>
      )}
      <Fact label="Execution id">
        {instance.executionId === null ? (
          <Unknown why="The row names no execution" />
        ) : (
          <CopyableCode text={instance.executionId} what="execution id" />
        )}
      </Fact>
      <Fact label="Generation">{instance.generation ?? <Unknown why="The row names no generation" />}</Fact>
      <Fact label="Partition">
        {partition === null ? (
          <Unknown why="The number of partitions is not known" />
        ) : (
          <>
            {partition}
            {controlQueue !== null && (
              <>
                {' '}
                <span className="text-ink-muted">·</span>{' '}
                <span className="font-mono text-sm">{controlQueue}</span>
              </>
            )}
          </>
        )}
      </Fact>
      {tags !== null && Object.keys(tags).length > 0 && (
        <Fact label="Tags">
          <Tags tags={tags} />
        </Fact>
      )}
    </FactList>
  );
}
