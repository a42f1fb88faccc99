import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Diagnosis } from '../../../../shared/contract/diagnosis.ts';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { Button } from '../../../components/button.tsx';
import { FindingView } from '../../../components/diagnosis/finding-view.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { plural } from '../../../lib/format-count.ts';
import { CauseChain } from './cause-chain.tsx';
import { diagnosisQuery } from './diagnosis-queries.ts';
import type { DiagnosisNeed } from './diagnosis-need.ts';

/** Under the cause; the others are there on request. */
const furtherShown = 4;

function Further({ hub, findings }: { hub: string; findings: Diagnosis['findings'] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (findings.length === 0) return null;
  const shown = isWhole ? findings : findings.slice(0, furtherShown);
  return (
    <>
      <ul aria-label="Further findings" className="flex flex-col gap-2.5">
        {shown.map((finding, place) => (
          <li key={`${finding.rule} ${finding.instanceId} ${place}`}>
            <FindingView hub={hub} finding={finding} />
          </li>
        ))}
      </ul>
      {shown.length < findings.length && (
        <Button look="quiet" className="self-start" onClick={() => setIsWhole(true)}>
          Show {plural(findings.length - shown.length, 'more finding')}
        </Button>
      )}
    </>
  );
}

function Findings({ hub, diagnosis }: { hub: string; diagnosis: Diagnosis }) {
  const { findings, chain, problems } = diagnosis;
  const [first, ...further] = findings;
  return (
    <div className="flex flex-col gap-2.5">
      {first === undefined ? (
        <p className="text-ink-muted">
          Nothing holds it up as far as can be seen: no rule finds anything in its row, its history and the
          queues.
        </p>
      ) : (
        <FindingView hub={hub} finding={first} isProminent />
      )}
      <CauseChain hub={hub} chain={chain} />
      <Further hub={hub} findings={further} />
      <ProblemList problems={problems} />
    </div>
  );
}

interface DiagnosisPanelProps {
  hub: string;
  instance: InstanceDetail;
  need: Exclude<DiagnosisNeed, 'none'>;
}

/** Why an instance does not move, and what to do; of one that only may have something wrong, nothing unless it has. */
export function DiagnosisPanel({ hub, instance, need }: DiagnosisPanelProps) {
  const query = useQuery(diagnosisQuery(hub, instance.instanceId, instance.runtimeStatus));
  const { data } = query;
  if (need === 'possible' && (data === undefined || data.findings.length === 0)) return null;
  return (
    <div className="border-b border-line py-1">
      <Panel
        title="Why does it not move?"
        query={query}
        actions={
          data && (
            <span className="text-sm text-ink-muted">
              read <InstantText instant={data.readAt} as="relative" />
            </span>
          )
        }
        skeleton={<SkeletonLines lines={4} />}
      >
        {(diagnosis) => <Findings hub={hub} diagnosis={diagnosis} />}
      </Panel>
    </div>
  );
}
