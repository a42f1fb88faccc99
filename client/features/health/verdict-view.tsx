import type { HubReason, HubVerdict } from '../../../shared/contract/diagnosis.ts';
import { EvidenceList } from '../../components/diagnosis/evidence-list.tsx';
import { SeverityMark } from '../../components/diagnosis/finding-view.tsx';
import { healthLooks } from '../../components/diagnosis/health-mark.tsx';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { classNames } from '../../lib/class-names.ts';

/** More of it is there on request. */
const evidenceShown = 2;

function ReasonView({ hub, reason }: { hub: string; reason: HubReason }) {
  const { severity, sentence, evidence } = reason;
  const rest = evidence.slice(evidenceShown);
  return (
    <li className="grid min-w-0 grid-cols-[88px_minmax(0,1fr)] gap-x-3">
      <span>
        <SeverityMark severity={severity} />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <p className="wrap-anywhere">
          <SentenceView hub={hub} sentence={sentence} />
        </p>
        <EvidenceList hub={hub} evidence={evidence.slice(0, evidenceShown)} />
        {rest.length > 0 && (
          <details>
            <summary className="w-fit cursor-pointer rounded-sm text-sm text-ink-muted hover:text-ink">
              {rest.length} more
            </summary>
            <EvidenceList hub={hub} evidence={rest} />
          </details>
        )}
      </div>
    </li>
  );
}

/** The word for the hub, what it means, and why. */
export function VerdictView({ hub, verdict }: { hub: string; verdict: HubVerdict }) {
  const { health, reasons, problems } = verdict;
  const { icon: Icon, word, meaning, text, edge } = healthLooks[health];
  return (
    <section aria-label="Verdict" className="flex flex-col gap-3">
      <div className={classNames('flex flex-col gap-3 border-l-4 py-1 pl-4', edge)}>
        <p className="flex flex-wrap items-center gap-x-3">
          <span className={classNames('inline-flex items-center gap-2 text-xl font-semibold', text)}>
            <Icon aria-hidden size={20} className="shrink-0" />
            {word}
          </span>
          <span className="text-ink-muted">{meaning}.</span>
        </p>
        {reasons.length > 0 && (
          <ul aria-label="Reasons" className="flex flex-col gap-3">
            {reasons.map((reason, place) => (
              <ReasonView key={`${reason.rule} ${place}`} hub={hub} reason={reason} />
            ))}
          </ul>
        )}
      </div>
      <ProblemList problems={problems} />
    </section>
  );
}
