import { lazy, Suspense } from 'react';
import { importedHub } from '../../../api/imported-hub.ts';
import { ActionsPanel } from '../../../components/actions-panel.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { diagnosisNeed } from '../diagnosis/diagnosis-need.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { AttemptsSection } from './attempts-section.tsx';
import { FailureSection } from './failure-section.tsx';
import { FanOutSection } from './fan-out-section.tsx';
import { InstanceFacts } from './instance-facts.tsx';
import { LastFailure } from './last-failure.tsx';
import { PayloadSections } from './payload-sections.tsx';
import { RelativesSection } from './relatives-section.tsx';
import { SizeSection } from './size-section.tsx';
import { WaitingSection } from './waiting-section.tsx';

const DiagnosisPanel = lazy(async () => ({
  default: (await import('../diagnosis/diagnosis-panel.tsx')).DiagnosisPanel,
}));

const InstanceLinksPanel = lazy(async () => ({
  default: (await import('../../../components/links/instance-links-panel.tsx')).InstanceLinksPanel,
}));

function DiagnosisSkeleton() {
  return (
    <div className="border-b border-line px-4 py-3">
      <SkeletonLines lines={4} />
    </div>
  );
}

const column = 'flex min-w-0 flex-col gap-4';

export function SummaryTab({ hub, instance, execution, onSearch }: InstanceTabProps) {
  const { model, history } = execution;
  const need = diagnosisNeed(instance, { model, isComplete: history.isComplete });
  const showStep = (event: string) => onSearch({ event, tab: 'timeline' });
  return (
    <>
      {instance.runtimeStatus === 'Failed' && <FailureSection hub={hub} instance={instance} model={model} />}
      {need !== 'none' && hub !== importedHub && (
        <Suspense fallback={need === 'open' && <DiagnosisSkeleton />}>
          <DiagnosisPanel hub={hub} instance={instance} need={need} />
        </Suspense>
      )}
      <WaitingSection hub={hub} instance={instance} execution={execution} />
      <div className="flex flex-col gap-4 px-4 py-3">
        <ProblemList problems={[...instance.problems, ...history.problems]} />
        <InstanceFacts instance={instance} model={model} />
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,420px),1fr))] items-start gap-x-8 gap-y-4">
          <div className={`${column} empty:hidden`}>
            <PayloadSections hub={hub} instance={instance} />
            <RelativesSection
              hub={hub}
              instance={instance}
              model={model}
              onShowFamily={() => onSearch({ tab: 'family' })}
            />
            <AttemptsSection model={model} onSelect={showStep} />
            <LastFailure hub={hub} instanceId={instance.instanceId} model={model} onSelect={showStep} />
          </div>
          <div className={column}>
            <FanOutSection model={model} onSelect={showStep} />
            <SizeSection model={model} isComplete={history.isComplete} />
          </div>
        </div>
      </div>
      {hub !== importedHub && (
        <>
          <Suspense fallback={null}>
            <InstanceLinksPanel hub={hub} instanceId={instance.instanceId} />
          </Suspense>
          <ActionsPanel hub={hub} instanceId={instance.instanceId} />
        </>
      )}
    </>
  );
}
