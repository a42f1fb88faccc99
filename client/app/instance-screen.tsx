import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { InstancePage } from '../features/instance/instance-page.tsx';
import { pageDrawn } from '../lib/page-drawn.ts';

/** With all its forms it is larger than the page, which need not wait for it. */
const CommandBar = lazy(async () => {
  await pageDrawn();
  return { default: (await import('../features/commands/command-bar.tsx')).CommandBar };
});

/** Joins the features that meet on an instance's page. */
export function InstanceScreen() {
  const { hub, instanceId } = useParams({ from: '/hubs/$hub/instances/$instanceId' });
  return (
    <InstancePage
      key={`${hub} ${instanceId}`}
      hub={hub}
      instanceId={instanceId}
      renderActions={(instance, isGone) => (
        <Suspense fallback={<div className="h-11.25 shrink-0 border-b border-line" />}>
          <CommandBar hub={hub} instance={instance} isGone={isGone} />
        </Suspense>
      )}
    />
  );
}
