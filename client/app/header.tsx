import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { PaletteButton } from './palette/palette-button.tsx';
import { pageDrawn } from '../lib/page-drawn.ts';

const HubSwitcher = lazy(async () => {
  await pageDrawn();
  return { default: (await import('./hub-switcher.tsx')).HubSwitcher };
});
const HeaderControls = lazy(async () => {
  await pageDrawn();
  return { default: (await import('./header-controls.tsx')).HeaderControls };
});

interface HeaderProps {
  hub: string | null;
  /** Told when the list of hubs lacks the one of the address, and `null` when it has it. */
  onMissing: (hub: string | null) => void;
}

export function Header({ hub, onMissing }: HeaderProps) {
  return (
    <header className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line bg-rail px-3 max-[700px]:flex-wrap max-[700px]:gap-y-1.5 max-[700px]:py-1.5">
      <Link to="/" className="flex items-center gap-2 rounded-sm text-lg font-semibold tracking-tight">
        <Mark />
        Durascope
      </Link>
      <span aria-hidden className="h-5 w-px bg-line-strong" />
      <Suspense fallback={<HubName hub={hub} />}>
        <HubSwitcher hub={hub} onMissing={onMissing} />
      </Suspense>
      <PaletteButton hub={hub} />
      <div className="ml-auto flex items-center gap-2 max-[700px]:flex-wrap">
        <Suspense>
          <HeaderControls />
        </Suspense>
      </div>
    </header>
  );
}

/** In the place and the size of what comes. */
function HubName({ hub }: { hub: string | null }) {
  return (
    <span className="w-64 min-w-0 truncate rounded-md border border-line-strong bg-raised px-2.5 leading-6.5">
      {hub ?? 'All task hubs'}
    </span>
  );
}

/** Three work items on their way, seen through a lens. */
function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 20 20" width="20" height="20" className="text-accent">
      <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M5.5 7h6M5.5 10h9M5.5 13h4" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}
