import type { RuntimeStatus } from '../../shared/domain/runtime-status.ts';
import { classNames } from '../lib/class-names.ts';
import { statusLooks } from './runtime-status-look.ts';

export function StatusBadge({ status, className }: { status: RuntimeStatus; className?: string }) {
  const { icon: Icon, text } = statusLooks[status];
  return (
    <span className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap', text, className)}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {status}
    </span>
  );
}
