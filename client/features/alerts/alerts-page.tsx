import { getRouteApi } from '@tanstack/react-router';
import { DeliveriesPanel } from './deliveries-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { TargetsPanel } from './targets-panel.tsx';

const route = getRouteApi('/hubs/$hub/alerts');

/** Which rules watch the task hub while nobody does, how they stand, and what became of their messages. */
export function AlertsPage() {
  const { hub } = route.useParams();
  return (
    <>
      <header className="px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Alerts</h1>
      </header>
      <div key={hub} className="flex flex-col gap-3 pb-4">
        <RulesPanel hub={hub} />
        <DeliveriesPanel hub={hub} />
        <TargetsPanel hub={hub} />
        <HistoryPanel hub={hub} />
      </div>
    </>
  );
}
