import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { layoutFamily, type FamilyBranch, type FamilyMember } from '../../../../shared/domain/family-tree.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';
import { ancestorsQuery, childrenQuery, knownChildrenQuery } from './family-queries.ts';

/** Histories that are read because of one address. */
const maxOpened = 50;

function childrenIn({ steps }: ExecutionModel): FamilyMember[] {
  const byId = new Map<string, FamilyMember>();
  for (const { kind, instanceId, name } of steps) {
    if (kind === 'sub-orchestration' && instanceId !== null && !byId.has(instanceId))
      byId.set(instanceId, { instanceId, name });
  }
  return [...byId.values()];
}

/** The page’s own instance: its history is here already. */
function useOwnBranch(hub: string, instanceId: string, { model, history }: ExecutionSoFar): FamilyBranch {
  const { data: known } = useQuery(knownChildrenQuery(hub, instanceId));
  const told = useMemo(() => childrenIn(model), [model]);
  return useMemo(() => {
    const ids = new Set(told.map((child) => child.instanceId));
    const others = (known?.rows ?? []).filter((row) => !ids.has(row.instanceId));
    return {
      state: history.isComplete ? 'read' : 'reading',
      children: [...told, ...others],
      isCut: known !== undefined && known.rows.length < known.total,
    };
  }, [told, known, history.isComplete]);
}

/** Branches of others, read when they are opened. */
function useOpenedBranches(hub: string, ids: readonly string[]) {
  return useQueries({
    queries: ids.slice(0, maxOpened).map((id) => childrenQuery(hub, id)),
    combine: (results) => {
      const branches = new Map<string, FamilyBranch>();
      const retries = new Map<string, () => void>();
      results.forEach(({ data, isError, refetch }, place) => {
        const id = ids[place] ?? '';
        const state = data !== undefined ? 'read' : isError ? 'failed' : 'reading';
        branches.set(id, { state, children: data?.children ?? [], isCut: data?.isComplete === false });
        retries.set(id, () => void refetch());
      });
      return { branches, retries };
    },
  });
}

/** An imported history names the parent, and nobody beyond it can be asked. */
function useAncestors(hub: string, instance: InstanceDetail, model: ExecutionModel) {
  const query = useQuery(ancestorsQuery(hub, instance.instanceId));
  const { parent } = model;
  const ancestors = useMemo(
    () =>
      query.data?.ancestors ??
      (parent === null ? [] : [{ instanceId: parent.instanceId, name: parent.name }]),
    [query.data, parent],
  );
  return { query, ancestors, end: query.data?.end ?? null };
}

/** The lines of the family as far as they were asked for. */
export function useFamily(
  hub: string,
  instance: InstanceDetail,
  execution: ExecutionSoFar,
  toggledIds: readonly string[],
) {
  const { instanceId, name } = instance;
  const { query, ancestors, end } = useAncestors(hub, instance, execution.model);
  const own = useOwnBranch(hub, instanceId, execution);
  const opened = useMemo(
    () => (hub === importedHub ? [] : toggledIds.filter((id) => id !== instanceId)),
    [hub, toggledIds, instanceId],
  );
  const { branches, retries } = useOpenedBranches(hub, opened);
  const rows = useMemo(
    () =>
      layoutFamily({
        ancestors,
        self: { instanceId, name },
        branchOf: (id) => (id === instanceId ? own : branches.get(id)),
        toggled: new Set(toggledIds),
      }),
    [ancestors, instanceId, name, own, branches, toggledIds],
  );
  return { rows, own, ancestors: query, end, retry: (id: string) => retries.get(id)?.() };
}
