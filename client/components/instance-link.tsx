import { Link } from '@tanstack/react-router';
import { kindOf } from '../../shared/domain/instance-id.ts';
import { importedHub } from '../api/imported-hub.ts';
import { classNames } from '../lib/class-names.ts';
import { toVisibleText } from '../lib/visible-text.ts';
import { CopyButton } from './copy-button.tsx';
import { InstanceIdText } from './instance-id-text.tsx';

interface InstanceLinkProps {
  hub: string;
  instanceId: string;
  /** In a table with its own arrow keys only one link at a time is a tab stop. */
  tabIndex?: number;
  className?: string;
  /** `false` in sentences, where the room of the hidden button would be a gap. */
  isCopyable?: boolean;
}

/** The id as a link to its page: entities to theirs, everything else to the instance page. In a file it leads nowhere. */
export function InstanceLink({ hub, instanceId, tabIndex, className, isCopyable = true }: InstanceLinkProps) {
  if (hub === importedHub) return <InstanceIdText instanceId={instanceId} isCopyable={isCopyable} />;
  const isEntity = kindOf(instanceId) === 'entity';
  return (
    <span className={classNames('group/copy inline-flex max-w-full min-w-0 items-center gap-0.5', className)}>
      <Link
        to={isEntity ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId'}
        params={{ hub, instanceId }}
        aria-label={toVisibleText(instanceId)}
        tabIndex={tabIndex}
        className="flex min-w-0 rounded-sm underline-offset-2 hover:underline"
      >
        <InstanceIdText instanceId={instanceId} isCopyable={false} />
      </Link>
      {isCopyable && <CopyButton isShy text={instanceId} what="instance id" />}
    </span>
  );
}
