import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useId } from 'react';
import type { StuckGroup } from '../../../shared/contract/diagnosis.ts';
import { sentenceText } from '../../../shared/domain/diagnosis/sentence-text.ts';
import { certaintyMeanings, severityLooks } from '../../components/diagnosis/finding-look.ts';
import { SeverityMark } from '../../components/diagnosis/finding-view.tsx';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { classNames } from '../../lib/class-names.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

type Example = StuckGroup['examples'][number];

/** How many there are, as far as that is known. */
function CountText({ count, estimate }: Pick<StuckGroup, 'count' | 'estimate'>) {
  if (estimate === null || estimate <= count) return <>{plural(count, 'instance')}</>;
  return (
    <span title="Reckoned from those that were looked at closely">
      about {plural(estimate, 'instance')}, {formatCount(count)} of them known
    </span>
  );
}

interface ExampleRowProps {
  hub: string;
  example: Example;
  hasOwnReason: boolean;
}

function ExampleRow({ hub, example, hasOwnReason }: ExampleRowProps) {
  const { instanceId, name, since, finding } = example;
  return (
    <tr className="border-t border-line">
      <td className="py-1 pr-3 align-top">
        <InstanceLink hub={hub} instanceId={instanceId} />
      </td>
      <td className="truncate py-1 pr-3 align-top text-ink-muted" title={name ?? undefined}>
        {name === null ? '' : toVisibleText(name)}
      </td>
      <td className="py-1 pr-3 align-top">
        <InstantText instant={since} />
      </td>
      {hasOwnReason && (
        <td className="py-1 align-top wrap-anywhere text-ink-muted">
          <SentenceView hub={hub} sentence={finding.sentence} />
        </td>
      )}
    </tr>
  );
}

/** What is the same for all is said by the group already. */
function haveOwnReasons({ examples, sentence }: StuckGroup): boolean {
  const [first, ...others] = examples.map(({ finding }) => sentenceText(finding.sentence));
  return others.length === 0 ? first !== sentenceText(sentence) : others.some((text) => text !== first);
}

function Examples({ hub, group }: { hub: string; group: StuckGroup }) {
  const { examples, count, estimate } = group;
  const isAll = estimate === null && examples.length === count;
  const hasOwnReasons = haveOwnReasons(group);
  return (
    <table className={classNames('w-full table-fixed text-sm', !hasOwnReasons && 'max-w-[960px]')}>
      <caption className="sr-only">{isAll ? 'All of them' : 'Those unchanged for longest'}</caption>
      <thead>
        <tr className="h-6 text-left text-ink-muted">
          <th className="w-[26%] font-normal">{isAll ? 'Instance' : 'Unchanged for longest'}</th>
          <th className="w-[18%] font-normal">Name</th>
          <th className="w-[16%] font-normal">Last change</th>
          {hasOwnReasons && <th className="font-normal">Why</th>}
        </tr>
      </thead>
      <tbody>
        {examples.map((example) => (
          <ExampleRow key={example.instanceId} hub={hub} example={example} hasOwnReason={hasOwnReasons} />
        ))}
      </tbody>
    </table>
  );
}

/** What helped one of them may help all. */
function Hint({ hub, group }: { hub: string; group: StuckGroup }) {
  const step = group.examples.find(({ finding }) => finding.nextStep !== null)?.finding.nextStep ?? null;
  if (step === null) return null;
  return (
    <p className="wrap-anywhere">
      <span className="font-medium">Next step:</span> <SentenceView hub={hub} sentence={step.text} />
    </p>
  );
}

interface GroupViewProps {
  hub: string;
  group: StuckGroup;
}

/** Instances that do not move for one reason, and the way to all of them. */
export function GroupView({ hub, group }: GroupViewProps) {
  const { severity, certainty, sentence, oldestSince, q } = group;
  const titleId = useId();
  return (
    <article
      aria-labelledby={titleId}
      className={classNames('flex min-w-0 flex-col gap-1.5 border-l-4 pl-3', severityLooks[severity].edge)}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SeverityMark severity={severity} />
        <h3 id={titleId} className="min-w-0 font-medium wrap-anywhere">
          <SentenceView hub={hub} sentence={sentence} />
        </h3>
        <span title={certaintyMeanings[certainty]} className="text-sm text-ink-muted">
          {certainty}
        </span>
      </header>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
        <CountText {...group} />
        {oldestSince !== null && (
          <span>
            the oldest since <InstantText instant={oldestSince} as="compact" />
          </span>
        )}
        {q !== null && (
          <Link
            to="/hubs/$hub/instances"
            params={{ hub }}
            search={{ q }}
            title="In the list they can be selected for a batch"
            className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
          >
            Show these in the list <ArrowRight aria-hidden size={12} />
          </Link>
        )}
      </p>
      <Hint hub={hub} group={group} />
      <Examples hub={hub} group={group} />
    </article>
  );
}
