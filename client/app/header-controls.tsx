import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '../components/segmented.tsx';
import { setPreferences, usePreferences } from '../lib/preferences.ts';
import { UserMenu } from './session/user-menu.tsx';
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

/** What the reader chooses for all pages, and who they are. */
export function HeaderControls() {
  const { theme, timeStyle } = usePreferences();
  return (
    <>
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
      <UserMenu />
    </>
  );
}
