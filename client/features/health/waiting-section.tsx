import { Link } from '@tanstack/react-router';
import type { HubVerdict, StuckGroup } from '../../../shared/contract/diagnosis.ts';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { formatCount } from '../../lib/format-count.ts';

function WaitingRow({ hub, group }: { hub: string; group: StuckGroup }) {
  const { sentence, count, estimate, oldestSince, q } = group;
  return (
    <tr className="h-8 border-t border-line">
      <td className="py-1 pr-3 wrap-anywhere">
        <SentenceView hub={hub} sentence={sentence} />
      </td>
      <td className="pr-6 text-right">
        {estimate === null ? formatCount(count) : `about ${formatCount(estimate)}`}
      </td>
      <td className="pr-3">
        <InstantText instant={oldestSince} />
      </td>
      <td>
        {q !== null && (
          <Link
            to="/hubs/$hub/instances"
            params={{ hub }}
            search={{ q }}
            className="whitespace-nowrap text-accent underline underline-offset-2"
          >
            Show these
          </Link>
        )}
      </td>
    </tr>
  );
}

/** What the other instances that do not change wait for, as they are meant to. */
export function WaitingSection({ hub, verdict: { waiting } }: { hub: string; verdict: HubVerdict }) {
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting-heading" className="flex max-w-[960px] flex-col gap-2">
      <h2 id="waiting-heading" className="font-semibold">
        Waiting as they are meant to
      </h2>
      <table className="w-full table-fixed">
        <thead>
          <tr className="h-7 text-left text-sm text-ink-muted">
            <th className="font-normal">For what</th>
            <th className="w-28 pr-6 text-right font-normal">Instances</th>
            <th className="w-40 font-normal">Oldest since</th>
            <th className="w-24 font-normal">
              <span className="sr-only">In the list</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((group) => (
            <WaitingRow key={`${group.rule} ${group.subject}`} hub={hub} group={group} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
