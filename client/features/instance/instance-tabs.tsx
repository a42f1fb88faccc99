import { Tabs } from 'radix-ui';
import { lazy, Suspense, useEffect, useRef, useState, type ComponentType, type RefObject } from 'react';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { instanceTabs, type InstanceTab } from './instance-search.ts';
import type { InstanceTabProps } from './instance-tab.ts';

type View = ComponentType<InstanceTabProps>;

interface LazyView {
  readonly label: string;
  readonly load: () => Promise<unknown>;
  readonly View: View;
  /** As soon as the code is there. */
  ready: View | null;
}

function lazyView(label: string, load: () => Promise<{ default: View }>): LazyView {
  const view: LazyView = {
    label,
    ready: null,
    View: lazy(load),
    load: async () => (view.ready = (await load()).default),
  };
  return view;
}

const views: Record<InstanceTab, LazyView> = {
  summary: lazyView('Summary', () =>
    import('./summary/summary-tab.tsx').then((m) => ({ default: m.SummaryTab })),
  ),
  timeline: lazyView('Timeline', () =>
    import('./timeline/timeline-tab.tsx').then((m) => ({ default: m.TimelineTab })),
  ),
  graph: lazyView('Graph', () => import('./graph/graph-tab.tsx').then((m) => ({ default: m.GraphTab }))),
  sequence: lazyView('Sequence', () =>
    import('./sequence/sequence-tab.tsx').then((m) => ({ default: m.SequenceTab })),
  ),
  history: lazyView('History', () =>
    import('./history/history-tab.tsx').then((m) => ({ default: m.HistoryTab })),
  ),
  payloads: lazyView('Payloads', () =>
    import('./payloads/payloads-tab.tsx').then((m) => ({ default: m.PayloadsTab })),
  ),
  family: lazyView('Family', () => import('./family/family-tab.tsx').then((m) => ({ default: m.FamilyTab }))),
  compare: lazyView('Compare', () =>
    import('./compare/compare-tab.tsx').then((m) => ({ default: m.CompareTab })),
  ),
};

/** Fetches a view's code, so that it is there when what it shows is. */
export function preloadView(tab: InstanceTab): void {
  // One that cannot be fetched fails where it is shown.
  views[tab].load().catch(() => undefined);
}

/** Code that is there is shown at once: React keeps a placeholder that it has shown for a while. */
function ShownView({ tab, ...props }: InstanceTabProps & { tab: InstanceTab }) {
  const [{ View }] = useState(() => ({ View: views[tab].ready ?? views[tab].View }));
  return <View {...props} />;
}

/** Scrolls the list alone: the page stays where the reader is. */
function useTabInSight(tab: InstanceTab): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = list.current?.getBoundingClientRect();
    const active = list.current?.querySelector('[data-state=active]')?.getBoundingClientRect();
    if (list.current === null || box === undefined || active === undefined) return;
    if (active.left < box.left || active.right > box.right)
      list.current.scrollLeft += active.left + active.width / 2 - box.left - box.width / 2;
  }, [tab]);
  return list;
}

/** The views of one instance, one at a time; which one is in the address. */
export function InstanceTabs(props: InstanceTabProps) {
  const { search, onSearch } = props;
  const tab = search.tab ?? 'summary';
  const list = useTabInSight(tab);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => onSearch({ tab: instanceTabs.find((known) => known === value) })}
      activationMode="manual"
    >
      <Tabs.List
        ref={list}
        aria-label="Views"
        className="flex gap-1 overflow-x-auto border-b border-line px-4"
      >
        {instanceTabs.map((name) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="-mb-px cursor-pointer border-b-2 border-transparent px-2 py-1.5 text-ink-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {views[name].label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={tab} tabIndex={-1} className="min-w-0 outline-none">
        <Suspense fallback={<SkeletonLines />}>
          <ShownView key={tab} tab={tab} {...props} />
        </Suspense>
      </Tabs.Content>
    </Tabs.Root>
  );
}
