import { CircleCheck, CircleQuestionMark } from 'lucide-react';
import type { HubVerdict } from '../../../shared/contract/diagnosis.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { plural } from '../../lib/format-count.ts';
import { GroupView } from './group-view.tsx';
import { describeExamination, stuckHeading } from './verdict-words.ts';

function titleOf(left: number, examined: number): string {
  if (left === 0) return 'Nothing is stuck';
  return examined === 0 ? 'Not known whether anything is stuck' : 'Nothing stuck among those looked at';
}

/** Nothing found is only good news when everything was looked at. */
function NothingStuck({ verdict }: { verdict: HubVerdict }) {
  const { coverage, candidates, explained, examined } = verdict;
  if (coverage.asOf === null)
    return (
      <EmptyState icon={CircleQuestionMark} title="Nothing stuck found so far">
        This task hub is not read to its end yet; instances that do not move appear here as they are found.
      </EmptyState>
    );
  const left = candidates - explained - examined;
  return (
    <EmptyState icon={left > 0 ? CircleQuestionMark : CircleCheck} title={titleOf(left, examined)}>
      {left > 0
        ? `${plural(left, 'instance')} that did not change for a while were not looked at closely.`
        : 'Every instance that has not ended moves, or waits for what it is meant to wait for.'}
    </EmptyState>
  );
}

/** Instances that do not move although they should, by what holds them up. */
export function StuckSection({ hub, verdict }: { hub: string; verdict: HubVerdict }) {
  const { stuck } = verdict;
  return (
    <section aria-labelledby="stuck-heading" className="flex flex-col gap-2">
      <h2 id="stuck-heading" className="font-semibold">
        {stuckHeading(verdict)}
      </h2>
      <p className="max-w-prose text-sm text-ink-muted">{describeExamination(verdict)}</p>
      {stuck.length === 0 ? (
        <NothingStuck verdict={verdict} />
      ) : (
        <div className="flex flex-col gap-5 pt-1">
          {stuck.map((group) => (
            <GroupView key={`${group.rule} ${group.subject}`} hub={hub} group={group} />
          ))}
        </div>
      )}
    </section>
  );
}
