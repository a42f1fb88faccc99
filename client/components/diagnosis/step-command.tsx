import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { subjectOf } from '../../../shared/domain/action-subject.ts';
import { decideAction, type InstanceCommandName } from '../../../shared/domain/actions.ts';
import { kindOf } from '../../../shared/domain/instance-id.ts';
import { hubAccessQuery } from '../../api/access-queries.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { commandWords } from '../commands/command-words.ts';
import { RefusableButton } from '../refusable-button.tsx';
import { commandTargetQuery } from './diagnosis-queries.ts';

interface StepCommandProps {
  hub: string;
  instanceId: string;
  command: InstanceCommandName;
  eventName: string | null;
}

/** Opens the form of a command: in place where the page is that of the instance, else on its page. */
export function StepCommand(props: StepCommandProps) {
  const { command, instanceId, eventName } = props;
  const { label, icon } = commandWords[command];
  const own = usePageActions().find((one) => one.key === command && one.instanceId === instanceId);
  if (own === undefined) return <StepElsewhere {...props} />;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <RefusableButton icon={icon} refusal={own.refusal} onClick={() => own.run({ eventName })}>
        {label}…
      </RefusableButton>
      {own.refusal !== null && <span className="text-sm text-ink-muted">{own.refusal}</span>}
    </span>
  );
}

/** Why the command cannot be given; `null` = it can, or that is not known yet. */
function useRefusal({ hub, instanceId, command }: StepCommandProps): string | null {
  const { data: instance } = useQuery(commandTargetQuery(hub, instanceId));
  const { data: actor } = useQuery(hubAccessQuery(hub));
  if (instance === undefined || actor === undefined) return null;
  const decision = decideAction(command, subjectOf(instance), actor);
  return decision.isAllowed ? null : decision.reason;
}

const linkLook =
  'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 whitespace-nowrap text-ink hover:bg-hover';

function StepElsewhere(props: StepCommandProps) {
  const { hub, instanceId, command, eventName } = props;
  const { label, icon: Icon } = commandWords[command];
  const refusal = useRefusal(props);
  const reasonId = useId();
  if (refusal !== null)
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <RefusableButton icon={Icon} refusal={refusal}>
          {label}…
        </RefusableButton>
        <span className="text-sm text-ink-muted">{refusal}</span>
      </span>
    );
  const isEntity = kindOf(instanceId) === 'entity';
  return (
    <>
      <Link
        to={isEntity ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId'}
        params={{ hub, instanceId }}
        state={{ requestedCommand: { command, eventName } }}
        aria-describedby={reasonId}
        className={linkLook}
      >
        <Icon aria-hidden size={14} />
        {label}…
      </Link>
      <span id={reasonId} hidden>
        Opens its form on the page of {toVisibleText(instanceId)}
      </span>
    </>
  );
}
