import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { progressOfKind } from '../../../../shared/domain/execution/progress.ts';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { StateBar } from '../state-bar.tsx';

interface RelativesSectionProps {
  hub: string;
  instance: InstanceDetail;
  model: ExecutionModel;
  onShowFamily: () => void;
}

/** Who started it, and how the ones are that it started. */
export function RelativesSection({ hub, instance, model, onShowFamily }: RelativesSectionProps) {
  const parentId = model.parent?.instanceId ?? instance.parentInstanceId;
  const children = progressOfKind(model, 'sub-orchestration');
  if (parentId === null && children.total === 0) return null;
  return (
    <section aria-labelledby="relatives" className="min-w-0">
      <h2 id="relatives" className="font-semibold">
        Family
      </h2>
      {parentId !== null && (
        <p className="flex min-w-0 items-center gap-1.5">
          <span className="text-ink-muted">Started by</span>
          <InstanceLink hub={hub} instanceId={parentId} />
          {model.parent?.name != null && (
            <bdi className="truncate text-ink-muted">{toVisibleText(model.parent.name)}</bdi>
          )}
        </p>
      )}
      {children.total > 0 && (
        <>
          <p>{plural(children.total, 'child', 'children')}</p>
          <StateBar counts={children.counts} total={children.total} label="Children" />
        </>
      )}
      <button
        type="button"
        className="rounded-sm text-accent underline-offset-2 hover:underline"
        onClick={onShowFamily}
      >
        Show the family
      </button>
    </section>
  );
}
