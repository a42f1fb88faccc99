import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { statusLooks, statusOrder } from '../../../components/runtime-status-look.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { VersionRow } from './version-rows.ts';

const shownAtFirst = 12;

function StatusCounts({ byStatus }: Pick<VersionRow, 'byStatus'>) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {statusOrder.map((status) => {
        const count = byStatus.get(status);
        if (count === undefined) return null;
        const { icon: Icon, text } = statusLooks[status];
        return (
          <span key={status} className="inline-flex items-center gap-1 whitespace-nowrap">
            <Icon aria-hidden size={12} className={text} />
            {formatCount(count)} {status}
          </span>
        );
      })}
    </span>
  );
}

/** Who would meet a deployment, by name and version. */
export function VersionTable({ hub, rows }: { hub: string; rows: readonly VersionRow[] }) {
  const [isLong, setIsLong] = useState(false);
  const shown = isLong ? rows : rows.slice(0, shownAtFirst);
  return (
    <>
      <div role="group" aria-label="Running by version" tabIndex={0} className="overflow-x-auto">
        <table aria-label="Running by version" className="w-full min-w-120 border-collapse">
          <thead>
            <tr className="text-left text-ink-muted">
              <th scope="col" className="py-1 pr-3 font-normal">
                Orchestrator
              </th>
              <th scope="col" className="py-1 pr-3 font-normal">
                Version
              </th>
              <th scope="col" className="py-1 pr-3 text-right font-normal">
                Not ended
              </th>
              <th scope="col" className="py-1 font-normal">
                Status
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, version, total, byStatus, q }) => (
              <tr key={`${name} ${version}`} className="border-t border-line">
                <th scope="row" className="py-1 pr-3 text-left font-normal wrap-anywhere">
                  <bdi>{name === null ? '' : toVisibleText(name)}</bdi>
                </th>
                <td className="py-1 pr-3">
                  {version === '' ? (
                    <span className="text-ink-muted">none</span>
                  ) : (
                    <bdi className="font-mono text-sm">{toVisibleText(version)}</bdi>
                  )}
                </td>
                <td className="py-1 pr-3 text-right">
                  <Link
                    to="/hubs/$hub/instances"
                    params={{ hub }}
                    search={{ q }}
                    className="rounded-sm text-accent underline-offset-2 hover:underline"
                  >
                    {formatCount(total)}
                  </Link>
                </td>
                <td className="py-1">
                  <StatusCounts byStatus={byStatus} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown.length && (
        <Button look="quiet" className="self-start" onClick={() => setIsLong(true)}>
          Show {plural(rows.length - shown.length, 'more row')}
        </Button>
      )}
    </>
  );
}
