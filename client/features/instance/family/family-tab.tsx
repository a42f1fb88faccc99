import { Link } from '@tanstack/react-router';
import type { LineEnd } from '../../../../shared/contract/family.ts';
import { progressOfKind } from '../../../../shared/domain/execution/progress.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { plural } from '../../../lib/format-count.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { StateBar } from '../state-bar.tsx';
import { filterOfChildren } from './family-queries.ts';
import { FamilyTree } from './family-tree.tsx';
import { useFamily } from './use-family.ts';

const endWords: Partial<Record<LineEnd, string>> = {
  gone: 'The first ancestor that is named was purged: who started it, nobody can tell any more.',
  cycle: 'The line of parents comes back to an instance that is in it, so it has no beginning.',
  'too-deep': 'The line of parents is longer than what was read of it.',
};

const none: readonly string[] = [];

/** Parents and children of an instance, as a tree. */
export function FamilyTab({ hub, instance, execution, search, onSearch }: InstanceTabProps) {
  const toggled = search.relatives ?? none;
  const { rows, own, ancestors, end, retry } = useFamily(hub, instance, execution, toggled);
  const children = progressOfKind(execution.model, 'sub-orchestration');
  const toggle = (id: string) => {
    const next = toggled.includes(id) ? toggled.filter((other) => other !== id) : [...toggled, id];
    onSearch({ relatives: next.length === 0 ? undefined : next });
  };
  const isAlone = own.state === 'read' && own.children.length === 0 && rows.length <= 2;
  return (
    <section aria-label="Family" className="flex flex-col gap-3 py-3">
      <div className="flex flex-col gap-2 px-4 empty:hidden">
        {ancestors.error !== null && (
          <ErrorNotice
            error={ancestors.error}
            onRetry={() => void ancestors.refetch()}
            isRetrying={ancestors.isFetching}
          />
        )}
        {end !== null && endWords[end] !== undefined && <p className="text-ink-muted">{endWords[end]}</p>}
        {hub === importedHub && (
          <p className="text-ink-muted">A file holds one instance: how its relatives are, it does not say.</p>
        )}
        {children.total > 0 && (
          <div className="max-w-xl">
            <p>
              {plural(children.total, 'child', 'children')} in this execution
              {hub !== importedHub && (
                <>
                  {', '}
                  <Link
                    to="/hubs/$hub/instances"
                    params={{ hub }}
                    search={{ q: filterOfChildren(instance.instanceId) }}
                    className="text-accent underline-offset-2 hover:underline"
                  >
                    those known by their parent in the list
                  </Link>
                </>
              )}
            </p>
            <StateBar counts={children.counts} total={children.total} label="Children" />
          </div>
        )}
      </div>
      {isAlone && ancestors.data !== undefined && ancestors.data.ancestors.length === 0 ? (
        <EmptyState title="No relatives">
          It was started by a client, and has started no other instances.
        </EmptyState>
      ) : (
        <FamilyTree hub={hub} rows={rows} onToggle={toggle} onRetry={retry} />
      )}
    </section>
  );
}
