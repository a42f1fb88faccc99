import { Outlet, useMatch, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { pageDrawn, tellPageDrawn } from '../lib/page-drawn.ts';
import { Header } from './header.tsx';
import { PageTitle } from './page-title.tsx';
import { Rail } from './rail.tsx';

const EmbedMessages = lazy(async () => ({
  default: (await import('./embed/embed-messages.tsx')).EmbedMessages,
}));
const NoSuchHub = lazy(async () => ({ default: (await import('./no-such-hub.tsx')).NoSuchHub }));
const SessionWatch = lazy(async () => {
  await pageDrawn();
  return { default: (await import('./session/session-watch.tsx')).SessionWatch };
});

export function Shell() {
  const isEmbedded = useSearch({ from: '__root__', select: ({ embed }) => embed === '1' });
  const hub = useMatch({ from: '/hubs/$hub', shouldThrow: false })?.params.hub ?? null;
  const list = useMatch({ from: '/hubs/$hub/instances', shouldThrow: false });
  const instance = useMatch({ from: '/hubs/$hub/instances/$instanceId', shouldThrow: false });
  const tellsItself = list !== undefined || instance !== undefined;
  const [isShutOut, setIsShutOut] = useState(false);
  const [missingHub, setMissingHub] = useState<string | null>(null);
  useEffect(() => {
    // These tell by themselves, once what they are opened for is there.
    if (!tellsItself) tellPageDrawn();
  }, [tellsItself]);
  return (
    <div className="flex h-full flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised shadow-lg focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <PageTitle />
      {isEmbedded ? (
        <Suspense>
          <EmbedMessages />
        </Suspense>
      ) : (
        <Header hub={hub} onMissing={setMissingHub} />
      )}
      <Suspense>
        <SessionWatch onShutOut={setIsShutOut} />
      </Suspense>
      <div className="flex min-h-0 flex-1">
        {hub !== null && !isEmbedded && !isShutOut && <Rail hub={hub} />}
        <main
          id="content"
          tabIndex={-1}
          className="relative min-h-0 min-w-0 flex-1 overflow-auto outline-none"
        >
          {hub !== null && hub === missingHub ? (
            <Suspense>
              <NoSuchHub hub={hub} />
            </Suspense>
          ) : (
            !isShutOut && <Outlet />
          )}
        </main>
      </div>
    </div>
  );
}
