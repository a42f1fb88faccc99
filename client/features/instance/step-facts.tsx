import { elapsedMs } from '../../../shared/domain/instant.ts';
import type { Step } from '../../../shared/domain/execution/execution-model.ts';
import { DurationText } from '../../components/duration-text.tsx';
import { Fact, FactList } from '../../components/fact-list.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

const noRow = 'The event that says it is missing, or has no time';

const targetLabels: Readonly<Partial<Record<Step['kind'], string>>> = {
  'sub-orchestration': 'Child',
  'entity-call': 'Entity',
  'entity-signal': 'Entity',
  'event-sent': 'Sent to',
};

function missingEnd({ kind, state }: Step): string {
  if (kind === 'entity-lock' && state === 'completed') return 'Not released';
  if (state === 'open') return 'Nothing came back yet';
  if (state === 'abandoned') return 'The execution ended, or went on, without it';
  if (state === 'rewound') return 'A rewind took it back';
  return noRow;
}

function Length({ step }: { step: Step }) {
  const { kind, scheduledAt, startedAt, finishedAt, state } = step;
  if (kind === 'entity-lock' && startedAt !== null) return <DurationText from={startedAt} to={finishedAt} />;
  if (finishedAt === null && state !== 'open') return <Unknown why={missingEnd(step)} />;
  return <DurationText from={scheduledAt} to={finishedAt} missing={noRow} />;
}

/** How long the result lay there until the orchestrator looked at it, where it is worth a word. */
function TakenIn({ step }: { step: Step }) {
  const { finishedAt, takenInAt } = step;
  const lagMs = finishedAt === null || takenInAt === null ? 0 : elapsedMs(finishedAt, takenInAt);
  return (
    <>
      <InstantText instant={takenInAt} as="full" missing="The orchestrator has not taken in a result" />
      {lagMs >= 1 && <span className="text-ink-muted"> {formatDuration(lagMs)} later</span>}
    </>
  );
}

/** Times and places of a step; what storage does not say stands there as not known. */
export function StepFacts({ hub, step }: { hub: string; step: Step }) {
  const { kind, instanceId, attempts } = step;
  const isTimer = kind === 'timer';
  const isLock = kind === 'entity-lock';
  return (
    <FactList>
      <Fact label={kind === 'external-event' ? 'Since' : 'Scheduled'}>
        <InstantText instant={step.scheduledAt} as="full" missing={noRow} />
      </Fact>
      {step.startedAt !== null && (
        <Fact label={isLock ? 'Granted' : 'Started'}>
          <InstantText instant={step.startedAt} as="full" />
        </Fact>
      )}
      {step.fireAt !== null && (
        <Fact label={isTimer ? 'Due' : 'To be delivered'}>
          <InstantText instant={step.fireAt} as="full" />
        </Fact>
      )}
      <Fact label={isTimer ? 'Fired' : isLock ? 'Released' : 'Finished'}>
        <InstantText instant={step.finishedAt} as="full" missing={missingEnd(step)} />
      </Fact>
      <Fact label={isLock && step.startedAt !== null ? 'Held' : 'Took'}>
        <Length step={step} />
      </Fact>
      {step.takenInAt !== null && (
        <Fact label="Taken in">
          <TakenIn step={step} />
        </Fact>
      )}
      {attempts.length > 1 && <Fact label="Attempts">{attempts.length}</Fact>}
      {step.version !== null && step.version !== '' && (
        <Fact label="Version">{toVisibleText(step.version)}</Fact>
      )}
      {step.turn !== null && <Fact label="Turn">{step.turn + 1}</Fact>}
      {instanceId !== null && (
        <Fact label={targetLabels[kind] ?? 'Instance'}>
          <InstanceLink hub={hub} instanceId={instanceId} />
        </Fact>
      )}
      {step.lockSet.map((entity) => (
        <Fact key={entity} label="Locks">
          <InstanceLink hub={hub} instanceId={entity} />
        </Fact>
      ))}
    </FactList>
  );
}
