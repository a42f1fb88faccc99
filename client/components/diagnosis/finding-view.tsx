import type { Finding, NextStep } from '../../../shared/contract/diagnosis.ts';
import { classNames } from '../../lib/class-names.ts';
import { EvidenceList } from './evidence-list.tsx';
import { certaintyMeanings, severityLooks } from './finding-look.ts';
import { SentenceView } from './sentence-view.tsx';
import { StepCommand } from './step-command.tsx';

/** Icon and word of how bad it is. */
export function SeverityMark({ severity }: Pick<Finding, 'severity'>) {
  const { icon: Icon, word, meaning, text } = severityLooks[severity];
  return (
    <span title={meaning} className={classNames('inline-flex items-center gap-1 font-medium', text)}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {word}
    </span>
  );
}

function NextStepView({ hub, step }: { hub: string; step: NextStep }) {
  const { text, command, instanceId, eventName } = step;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">Next step:</span> <SentenceView hub={hub} sentence={text} />
      </p>
      {command !== null && (
        <StepCommand hub={hub} instanceId={instanceId} command={command} eventName={eventName} />
      )}
    </div>
  );
}

interface FindingViewProps {
  hub: string;
  finding: Finding;
  /** The cause, in larger words than what stands below it. */
  isProminent?: boolean;
}

/** One reason why an instance does not move: how bad, how sure, what shows it, what to do. */
export function FindingView({ hub, finding, isProminent = false }: FindingViewProps) {
  const { severity, certainty, sentence, evidence, nextStep } = finding;
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-col gap-1 border-l-4 pl-3',
        severityLooks[severity].edge,
        isProminent && 'gap-1.5',
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <SeverityMark severity={severity} />
        <span title={certaintyMeanings[certainty]} className="text-ink-muted">
          {certainty}
        </span>
      </p>
      <p className={classNames('wrap-anywhere', isProminent && 'text-lg font-medium')}>
        <SentenceView hub={hub} sentence={sentence} />
      </p>
      <EvidenceList hub={hub} evidence={evidence} />
      {nextStep !== null && <NextStepView hub={hub} step={nextStep} />}
    </div>
  );
}
