import type { InstanceTabProps } from '../instance-tab.ts';
import { FailureSection } from './failure-section.tsx';
import { InstanceFacts } from './instance-facts.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { summariseExecution } from '../../../../shared/domain/execution-summary.ts';

export function SummaryTab({ hub, instance, execution }: InstanceTabProps) {
  const { parent, end } = summariseExecution(execution.history.events);
  return (
    <>
      {instance.runtimeStatus === 'Failed' && <FailureSection hub={hub} instance={instance} end={end} />}
      <div className="flex flex-col gap-3 px-4 py-3">
        <ProblemList problems={instance.problems} />
        <InstanceFacts hub={hub} instance={instance} parent={parent} />
      </div>
    </>
  );
}
