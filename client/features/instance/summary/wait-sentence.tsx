import type { ReactNode } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import type { WaitGroup } from '../../../../shared/domain/execution/wait-groups.ts';
import type { WaitKind } from '../../../../shared/domain/execution/wait.ts';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { Countdown } from './countdown.tsx';

interface WaitSentenceProps {
  hub: string;
  group: WaitGroup;
  model: ExecutionModel;
}

/** More of them are reached through the family. */
const maxLinks = 3;

function Name({ name }: { name: string }) {
  return <bdi className="font-medium wrap-anywhere">{toVisibleText(name)}</bdi>;
}

function Links({ hub, ids }: { hub: string; ids: readonly string[] }) {
  return (
    <>
      {ids.slice(0, maxLinks).map((id, place) => (
        <span key={id} className="inline-flex max-w-full min-w-0 items-baseline align-baseline">
          {place > 0 && <span className="pr-1">,</span>}
          <InstanceLink hub={hub} instanceId={id} isCopyable={false} className="items-baseline" />
        </span>
      ))}
      {ids.length > maxLinks && ` and ${formatCount(ids.length - maxLinks)} more`}
    </>
  );
}

/** A lock is asked for at the first of its entities, and of all of them. */
function targetsOf({ waits }: WaitGroup, model: ExecutionModel): string[] {
  const ids = waits.flatMap(({ instanceId, stepId }) => {
    const step = stepId === null ? undefined : model.steps[model.stepOfRow.get(stepId) ?? -1];
    if (step !== undefined && step.lockSet.length > 0) return step.lockSet;
    return instanceId === null ? [] : [instanceId];
  });
  return [...new Set(ids)];
}

function Activity({ group }: WaitSentenceProps) {
  const { name, waits } = group;
  const [first] = waits;
  return (
    <>
      {waits.length === 1 ? 'for the activity ' : `for ${formatCount(waits.length)} runs of the activity `}
      <Name name={name ?? '(no name)'} />
      {waits.length === 1 && first !== undefined && first.attempt > 1 && `, attempt ${first.attempt}`}
    </>
  );
}

function Child({ hub, group, model }: WaitSentenceProps) {
  const { name, waits } = group;
  const ids = targetsOf(group, model);
  return (
    <>
      {waits.length === 1 ? 'for the child ' : `for ${formatCount(waits.length)} children `}
      <Links hub={hub} ids={ids} />
      {name !== null && (
        <>
          {' '}
          (<Name name={name} />)
        </>
      )}
    </>
  );
}

function Timer({ group }: WaitSentenceProps) {
  const { name, waits, dueAt } = group;
  return (
    <>
      {name === null ? (
        waits.length === 1 ? (
          'for a timer'
        ) : (
          `for ${formatCount(waits.length)} timers, the next`
        )
      ) : (
        <>
          for the delay before attempt {waits[0]?.attempt} of <Name name={name} />
        </>
      )}{' '}
      {dueAt === null ? '(when it fires is not recorded)' : <Countdown to={dueAt} />}
    </>
  );
}

function Entity({ hub, group, model }: WaitSentenceProps) {
  return (
    <>
      for <Links hub={hub} ids={targetsOf(group, model)} /> to answer{' '}
      {group.name === null ? 'a call' : <Name name={group.name} />}
    </>
  );
}

function Lock({ hub, group, model }: WaitSentenceProps) {
  const ids = targetsOf(group, model);
  if (ids.length === 0) return 'for the lock of an entity';
  return (
    <>
      {ids.length > 1 ? 'for the locks of ' : 'for the lock of '}
      <Links hub={hub} ids={ids} />
    </>
  );
}

/** With a name it is a result that came while it was suspended. */
function Turn({ group }: WaitSentenceProps) {
  return group.name === null ? (
    'for a worker to finish the turn that began'
  ) : (
    <>
      to go on with <Name name={group.name} />, which has come in,
    </>
  );
}

function Rewind({ group }: WaitSentenceProps) {
  return (
    <>
      for a worker to take up the rewind
      {group.name !== null && (
        <>
          {' '}
          and run <Name name={group.name} /> again
        </>
      )}
    </>
  );
}

const objects: Record<WaitKind, (props: WaitSentenceProps) => ReactNode> = {
  'scheduled-start': ({ group }) => (
    <>for its scheduled start {group.dueAt !== null && <Countdown to={group.dueAt} />}</>
  ),
  start: () => 'for a worker to start it',
  turn: Turn,
  activity: Activity,
  'sub-orchestration': Child,
  timer: Timer,
  'external-event': ({ group }) =>
    group.name === null ? (
      'for an external event'
    ) : (
      <>
        for the event <Name name={group.name} />
      </>
    ),
  'entity-call': Entity,
  'entity-lock': Lock,
  resume: () => 'to be resumed',
  rewind: Rewind,
};

/** “Waits for the activity Charge, attempt 2”. */
export function WaitSentence(props: WaitSentenceProps) {
  const { kind, isInferred } = props.group;
  const Object = objects[kind];
  return (
    <>
      {isInferred ? 'Probably waits ' : 'Waits '}
      <Object {...props} />
    </>
  );
}
