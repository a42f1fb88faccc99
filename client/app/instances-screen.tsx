import { lazy, Suspense } from 'react';
import { InstancesPage } from '../features/instances/instances-page.tsx';
import type { RenderSelected } from '../features/instances/selection/selection-bar.tsx';

const BatchOfSelected = lazy(async () => ({
  default: (await import('./batch-of-selected.tsx')).BatchOfSelected,
}));

const renderSelected: RenderSelected = (selected) => (
  <Suspense>
    <BatchOfSelected {...selected} />
  </Suspense>
);

/** Joins the features that meet on the list. */
export function InstancesScreen() {
  return <InstancesPage renderSelected={renderSelected} />;
}
