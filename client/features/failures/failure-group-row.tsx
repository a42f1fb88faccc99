import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { FailureGroup } from '../../../shared/contract/failures.ts';
import { replaceFields, validFilter } from '../../../shared/domain/instance-filter/edit-filter.ts';
import { Button } from '../../components/button.tsx';
import { Sparkline } from '../../components/charts/sparkline.tsx';
import { statusColor } from '../../components/charts/status-color.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { toVisibleProse } from '../../lib/visible-prose.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { FailuresAnswer } from './failure-queries.ts';
import { describeTrend, joinNames } from './failure-words.ts';

/** What other features do with the instances of a filter text. */
export type RenderGroup = (hub: string, q: string, count: number) => ReactNode;

interface FailureGroupRowProps {
  hub: string;
  /** Filter text of the page. */
  q: string;
  group: FailureGroup;
  axis: Pick<FailuresAnswer, 'from' | 'stepMs'>;
  renderGroup: RenderGroup | undefined;
}

/** Asks for the instances of one group. */
function groupText(q: string, timeZone: string, { fingerprint }: FailureGroup): string {
  const term = { field: 'fingerprint', isNegated: false, path: null, patterns: [[fingerprint]] } as const;
  return replaceFields(q, timeZone, ['fingerprint'], [term]);
}

function FailureTitle({ hub, q, group }: Pick<FailureGroupRowProps, 'hub' | 'q' | 'group'>) {
  const { timeZone } = usePreferences();
  const { errorType, message, failingFunction } = group;
  const text = toVisibleProse(message);
  return (
    <Link
      to="/hubs/$hub/instances"
      params={{ hub }}
      search={{ q: groupText(q, timeZone, group) }}
      className="group block min-w-0 rounded-sm"
    >
      {errorType !== null && (
        <span className="block truncate font-medium underline-offset-2 group-hover:underline">
          {toVisibleText(errorType)}
        </span>
      )}
      <span
        title={text}
        className={`line-clamp-2 wrap-anywhere ${errorType === null ? 'font-medium underline-offset-2 group-hover:underline' : 'text-ink-muted'}`}
      >
        {text === '' ? 'Failure without a message' : text}
      </span>
      {failingFunction !== null && (
        <span className="block truncate text-sm text-ink-faint">in {toVisibleText(failingFunction)}</span>
      )}
    </Link>
  );
}

function Examples({ hub, examples }: { hub: string; examples: FailureGroup['examples'] }) {
  return (
    <ul aria-label="Latest examples" className="flex flex-col gap-1 py-1.5 pl-9">
      {examples.map(({ instanceId, completedAt, message }) => (
        <li key={instanceId} className="flex min-w-0 items-baseline gap-3">
          <InstanceLink hub={hub} instanceId={instanceId} className="max-w-80 shrink-0" />
          <InstantText instant={completedAt} />
          <span className="truncate text-ink-muted" title={toVisibleProse(message)}>
            {toVisibleProse(message)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function FailureGroupRow({ hub, q, group, axis, renderGroup }: FailureGroupRowProps) {
  const { timeZone } = usePreferences();
  const [isOpen, setIsOpen] = useState(false);
  const examplesId = useId();
  const { counts, names, versions } = group;
  const named = versions.filter((version) => version !== '');
  const cell = 'px-2 py-2 align-top';
  return (
    <>
      <tr className="border-t border-line hover:bg-hover">
        <td className="py-1.5 pl-3 align-top">
          <Button
            look="quiet"
            icon={isOpen ? ChevronDown : ChevronRight}
            aria-label="Examples"
            aria-expanded={isOpen}
            aria-controls={examplesId}
            onClick={() => setIsOpen(!isOpen)}
          />
        </td>
        <td className={cell}>
          <FailureTitle hub={hub} q={q} group={group} />
        </td>
        <td className={`${cell} text-right`}>{formatCount(group.count)}</td>
        <td className={cell}>
          <Sparkline
            counts={counts}
            color={statusColor('Failed')}
            label={describeTrend(counts, axis, timeZone)}
          />
        </td>
        <td className={cell}>
          <InstantText instant={group.firstSeen} />
        </td>
        <td className={cell}>
          <InstantText instant={group.lastSeen} />
        </td>
        <td className={`${cell} wrap-anywhere`}>
          <span className="block" title={names.map(toVisibleText).join(', ')}>
            {joinNames(names.map(toVisibleText))}
          </span>
          {named.length > 0 && (
            <span className="block text-sm text-ink-muted" title={named.map(toVisibleText).join(', ')}>
              {joinNames(named.map(toVisibleText))}
            </span>
          )}
        </td>
      </tr>
      <tr id={examplesId} hidden={!isOpen}>
        <td colSpan={7}>
          {isOpen && (
            <>
              <Examples hub={hub} examples={group.examples} />
              {renderGroup !== undefined && (
                <div className="flex flex-wrap gap-1.5 pb-2 pl-9">
                  {renderGroup(hub, groupText(validFilter(q, timeZone), timeZone, group), group.count)}
                </div>
              )}
            </>
          )}
        </td>
      </tr>
    </>
  );
}
