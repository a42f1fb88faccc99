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
        <span key={id} className="inline-flex max-w-full min-w-0 align-bottom">
          {place > 0 && <span className="pr-1">,</span>}
          <InstanceLink hub={hub} instanceId={id} />
        </span>
      ))}
      {ids.length > maxLinks && ` and ${formatCount(ids.length - maxLinks)} more`}
    </>
  );
}

function targetsOf({ waits }: WaitGroup, model: ExecutionModel): string[] {
  const ids = waits.flatMap(({ instanceId, stepId }) => {
    if (instanceId !== null) return [instanceId];
    const step = stepId === null ? undefined : model.steps[model.stepOfRow.get(stepId) ?? -1];
    return step?.lockSet ?? [];
  });
  return [...new Set(ids)];
}

function Activity({ group }: WaitSentenceProps) {
  const { name, waits } = group;
  const [first] = waits;
  return (
    <>
      {waits.length === 1 ? 'the activity ' : `${formatCount(waits.length)} runs of the activity `}
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
      {waits.length === 1 ? 'the child ' : `${formatCount(waits.length)} children `}
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
          'a timer'
        ) : (
          `${formatCount(waits.length)} timers, the next`
        )
      ) : (
        <>
          the delay before attempt {waits[0]?.attempt} of <Name name={name} />
        </>
      )}{' '}
      {dueAt === null ? '(when it fires is not recorded)' : <Countdown to={dueAt} />}
    </>
  );
}

function Entity({ hub, group, model }: WaitSentenceProps) {
  return (
    <>
      <Links hub={hub} ids={targetsOf(group, model)} /> to answer{' '}
      {group.name === null ? 'a call' : <Name name={group.name} />}
    </>
  );
}

function Lock({ hub, group, model }: WaitSentenceProps) {
  const ids = targetsOf(group, model);
  return <>the lock of {ids.length === 0 ? 'an entity' : <Links hub={hub} ids={ids} />}</>;
}

function Turn({ group }: WaitSentenceProps) {
  return group.name === null ? (
    'a worker to finish the turn that began'
  ) : (
    <>
      its next turn: <Name name={group.name} /> has come back
    </>
  );
}

function Rewind({ group }: WaitSentenceProps) {
  return (
    <>
      a worker to take up the rewind
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
    <>its scheduled start {group.dueAt !== null && <Countdown to={group.dueAt} />}</>
  ),
  start: () => 'a worker to start it',
  turn: Turn,
  activity: Activity,
  'sub-orchestration': Child,
  timer: Timer,
  'external-event': ({ group }) =>
    group.name === null ? (
      'an external event'
    ) : (
      <>
        the event <Name name={group.name} />
      </>
    ),
  'entity-call': Entity,
  'entity-lock': Lock,
  resume: () => 'being resumed: it is suspended',
  rewind: Rewind,
};

/** “Waits for the activity Charge, attempt 2”. */
export function WaitSentence(props: WaitSentenceProps) {
  const { kind, isInferred } = props.group;
  const Object = objects[kind];
  return (
    <>
      {isInferred ? 'Probably waits for ' : 'Waits for '}
      <Object {...props} />
    </>
  );
}
