import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import type { AlertHistoryEntry } from '../../../shared/contract/alerts.ts';
import { EarlierButton } from '../../components/earlier-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { eventLooks } from './alert-looks.ts';
import { alertHistoryQuery } from './alert-queries.ts';
import { LookText } from './look-text.tsx';

const cell = 'px-2 py-1.5 align-top first:pl-4 last:pr-4';
const columns = [
  { label: 'When', width: 'w-36' },
  { label: 'What', width: 'w-44' },
  { label: 'Rule', width: 'w-56' },
  { label: 'Details', width: '' },
  { label: 'Target', width: 'w-32' },
  { label: 'Who', width: 'w-32' },
] as const;

function HistoryRow({ at, event, ruleName, text, target, user }: AlertHistoryEntry) {
  return (
    <tr className="border-t border-line">
      <td className={cell}>
        <InstantText instant={at} />
      </td>
      <td className={cell}>
        <LookText look={eventLooks[event]} />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        {ruleName === null ? <Unknown why="Not about a rule" /> : toVisibleText(ruleName)}
      </td>
      <td className={`${cell} wrap-anywhere`}>{toVisibleText(text)}</td>
      <td className={`${cell} wrap-anywhere`}>{target ?? <Unknown why="Not about a target" />}</td>
      <td className={`${cell} wrap-anywhere`}>
        {user === null ? (
          <Unknown why="Not done by a person" />
        ) : (
          <bdi title={toVisibleText(user.id)}>{toVisibleText(user.name)}</bdi>
        )}
      </td>
    </tr>
  );
}

/** What alerts did, what became of their messages, and who changed rules; the latest first. */
export function HistoryPanel({ hub }: { hub: string }) {
  const query = useInfiniteQuery(alertHistoryQuery(hub));
  const pages = query.data?.pages ?? [];
  const entries = pages.flatMap((page) => page.entries);
  return (
    <Panel
      title="History"
      query={query}
      isFlush
      actions={
        pages[0] && (
          <span className="text-sm text-ink-muted">
            The latest {pages[0].keeps} of this task hub are kept
          </span>
        )
      }
      empty={() =>
        entries.length === 0 ? (
          <EmptyState title="Nothing has happened yet" icon={History}>
            Here will be what fired and resolved, what was delivered, and who changed rules.
          </EmptyState>
        ) : null
      }
    >
      {() => (
        <>
          <div className="overflow-x-auto">
            <table
              aria-label="History of alerts"
              className="w-full min-w-[960px] table-fixed border-collapse"
            >
              <thead>
                <tr>
                  {columns.map(({ label, width }) => (
                    <th
                      key={label}
                      scope="col"
                      className={`${width} px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4`}
                    >
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <HistoryRow key={entry.id} {...entry} />
                ))}
              </tbody>
            </table>
          </div>
          <EarlierButton query={query} />
        </>
      )}
    </Panel>
  );
}
