import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { splitForMiddle, toVisibleText } from '../../../lib/visible-text.ts';
import { instanceHref } from '../table/instance-href.ts';

/** Characters that stay readable behind the ellipsis. */
const tailLength = 12;

/** A plain link, because the list follows clicks for all its rows at once: hundreds of router links cost frames. */
export function idCell({ instanceId, problems }: InstanceRow, hub: string): ReactElement {
  const visible = toVisibleText(instanceId);
  const { head, tail } = splitForMiddle(visible, tailLength);
  return (
    <div role="cell" className="flex min-w-0 items-center pr-3">
      <a
        href={instanceHref(hub, instanceId)}
        title={visible}
        aria-label={visible}
        tabIndex={-1}
        data-tail={tail}
        className="flex min-w-0 rounded-sm font-mono text-sm [line-height:inherit] underline-offset-2 [unicode-bidi:isolate] after:whitespace-pre after:content-[attr(data-tail)] hover:underline"
      >
        <span className="truncate whitespace-pre">{head}</span>
      </a>
      {problems.length > 0 && <ProblemMark problems={problems} />}
    </div>
  );
}

function ProblemMark({ problems }: { problems: readonly string[] }) {
  const words = `Not everything in this row could be read: ${problems.join('; ')}`;
  return (
    <span title={words} className="ml-1 shrink-0 text-warning">
      <TriangleAlert aria-hidden size={14} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
