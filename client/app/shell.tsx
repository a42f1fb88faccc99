import { Outlet, useMatch } from '@tanstack/react-router';
import { Header } from './header.tsx';
import { PageTitle } from './page-title.tsx';
import { Rail } from './rail.tsx';

export function Shell() {
  const hub = useMatch({ from: '/hubs/$hub', shouldThrow: false })?.params.hub ?? null;
  return (
    <div className="flex h-full flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised shadow-lg focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <PageTitle />
      <Header hub={hub} />
      <div className="flex min-h-0 flex-1">
        {hub !== null && <Rail hub={hub} />}
        <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto outline-none">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
