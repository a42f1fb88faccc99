import { Link } from '@tanstack/react-router';
import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '../components/segmented.tsx';
import { setPreferences, usePreferences } from '../lib/preferences.ts';
import { HubSwitcher } from './hub-switcher.tsx';
import { PaletteButton } from './palette/palette-button.tsx';
import { ZoneButton } from './zone-button.tsx';

const timeStyles = [
  { value: 'relative', label: 'Relative', title: 'Times as distance from now' },
  { value: 'absolute', label: 'Absolute', title: 'Times as date and clock' },
] as const;

const themes = [
  { value: 'system', label: 'Theme of the system', icon: Monitor },
  { value: 'light', label: 'Light theme', icon: Sun },
  { value: 'dark', label: 'Dark theme', icon: Moon },
] as const;

export function Header({ hub }: { hub: string | null }) {
  const { theme, timeStyle } = usePreferences();
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-rail px-3">
      <Link to="/" className="flex items-center gap-2 rounded-sm text-lg font-semibold tracking-tight">
        <Mark />
        Durascope
      </Link>
      <span aria-hidden className="h-5 w-px bg-line-strong" />
      <HubSwitcher hub={hub} />
      <div className="ml-auto flex items-center gap-2">
        <PaletteButton hub={hub} />
        <Segmented
          label="How times are written"
          segments={timeStyles}
          value={timeStyle}
          onChange={(chosen) => setPreferences({ timeStyle: chosen })}
        />
        <ZoneButton />
        <Segmented
          label="Theme"
          segments={themes}
          value={theme}
          onChange={(chosen) => setPreferences({ theme: chosen })}
        />
      </div>
    </header>
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
