import { X } from 'lucide-react';
import { useState } from 'react';
import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import type { ComparedStep } from '../../../../shared/domain/execution/alignment.ts';
import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import { Button } from '../../../components/button.tsx';
import { CodeText } from '../../../components/code-text.tsx';
import { PayloadComparison } from '../../../components/payload-comparison.tsx';
import { PayloadView } from '../../../components/payload-view.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { StepFacts } from '../step-facts.tsx';
import { stepStateLooks } from '../step-look.ts';
import { pairTitle } from './comparison-words.ts';

interface PairDetailProps {
  hub: string;
  hereId: string;
  thereId: string;
  row: ComparedStep;
  onClose: () => void;
}

function SideFacts({ hub, label, step }: { hub: string; label: string; step: Step | null }) {
  if (step === null)
    return (
      <section aria-label={label} className="min-w-0">
        <h3 className="text-sm text-ink-muted">{label}</h3>
        <p>This run has no such step.</p>
      </section>
    );
  const { icon: Icon, word, text } = stepStateLooks[step.state];
  const { failure } = step;
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-2">
      <h3 className="flex items-center gap-2 text-sm text-ink-muted">
        {label}
        <span className={`inline-flex items-center gap-1 ${text}`}>
          <Icon aria-hidden size={14} />
          {word}
        </span>
      </h3>
      <StepFacts hub={hub} step={step} />
      {failure !== null && (
        <div className="border-l-4 border-failed bg-danger-soft px-3 py-1">
          <CodeText
            as="block"
            text={failure.message ?? failure.errorType ?? 'The history does not say why.'}
          />
        </div>
      )}
    </section>
  );
}

const columns = {
  input: { word: 'Input', of: (step: Step) => step.input?.info ?? null },
  result: { word: 'Result', of: (step: Step) => step.result?.info ?? null },
  failure: { word: 'Failure', of: (step: Step) => step.failure?.details ?? null },
} as const;
type Column = keyof typeof columns;

const columnOrder: readonly Column[] = ['input', 'result', 'failure'];

function infosOf({ left, right }: ComparedStep, column: Column): (PayloadInfo | null)[] {
  return [left, right].map((step) => step && columns[column].of(step));
}

function Payloads({ hub, hereId, thereId, row }: Omit<PairDetailProps, 'onClose'>) {
  const offered = columnOrder.filter((column) => infosOf(row, column).some((info) => info !== null));
  const [wanted, setWanted] = useState<Column>('result');
  const column = offered.includes(wanted) ? wanted : offered[0];
  if (column === undefined) return <p className="text-ink-muted">Neither has an input or a result.</p>;
  const [here = null, there = null] = infosOf(row, column);
  const word = columns[column].word.toLowerCase();
  const one = here === null ? { info: there, instanceId: thereId } : { info: here, instanceId: hereId };
  return (
    <section aria-label="Payloads compared" className="flex min-w-0 flex-col gap-2">
      <span className="self-start">
        <Segmented
          label="Payload"
          segments={offered.map((value) => ({ value, label: columns[value].word }))}
          value={column}
          onChange={setWanted}
        />
      </span>
      {here !== null && there !== null ? (
        <PayloadComparison
          key={`${here.ref} ${there.ref}`}
          left={{ hub, instanceId: hereId, info: here, what: `${word} here` }}
          right={{ hub, instanceId: thereId, info: there, what: `${word} there` }}
        />
      ) : (
        <>
          <p className="text-ink-muted">
            Only {here === null ? 'there' : 'here'} is {column === 'result' ? 'a result' : `an ${word}`}:
          </p>
          {one.info !== null && (
            <PayloadView hub={hub} instanceId={one.instanceId} info={one.info} what={word} />
          )}
        </>
      )}
    </section>
  );
}

/** One step of both runs: facts and payloads beside each other. */
export function PairDetail({ onClose, ...props }: PairDetailProps) {
  const { hub, row } = props;
  return (
    <section aria-label={`Details of ${pairTitle(row)}`} className="flex min-w-0 flex-col gap-3 px-4 py-3">
      <header className="flex items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold">
          <bdi>{pairTitle(row)}</bdi>
        </h2>
        <span className="ml-auto">
          <Button look="quiet" icon={X} aria-label="Close the details" onClick={onClose} />
        </span>
      </header>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(300px,1fr))] gap-x-6 gap-y-3">
        <SideFacts hub={hub} label="Here" step={row.left} />
        <SideFacts hub={hub} label="There" step={row.right} />
      </div>
      <Payloads key={row.id} {...props} />
    </section>
  );
}
