import { useRouter } from '@tanstack/react-router';
import {
  BellRing,
  Box,
  ChartColumn,
  CircleX,
  Clock,
  Database,
  FileInput,
  Globe,
  HeartPulse,
  LayoutGrid,
  Layers,
  Link,
  ListChecks,
  ListTree,
  Monitor,
  Moon,
  Play,
  Sun,
  Waypoints,
} from 'lucide-react';
import { useState } from 'react';
import { browserZone, setPreferences } from '../../lib/preferences.ts';
import { findZones } from '../zone-choices.ts';
import { localGroup, type PaletteGroup, type PaletteItem } from './palette-items.ts';
import { usePageActions, type PageAction } from '../../lib/page-actions.ts';
import type { NamedHub } from './found-items.ts';
import { useViewGroup } from './use-view-group.ts';

const hubPages = [
  { to: '/hubs/$hub/instances', label: 'Instances', icon: ListTree },
  { to: '/hubs/$hub/entities', label: 'Entities', icon: Box },
  { to: '/hubs/$hub/health', label: 'Health', icon: HeartPulse },
  { to: '/hubs/$hub/partitions', label: 'Partitions', icon: Layers },
  { to: '/hubs/$hub/throughput', label: 'Throughput', icon: ChartColumn },
  { to: '/hubs/$hub/failures', label: 'Failures', icon: CircleX },
  { to: '/hubs/$hub/functions', label: 'Functions', icon: Waypoints },
  { to: '/hubs/$hub/alerts', label: 'Alerts', icon: BellRing },
  { to: '/hubs/$hub/operations', label: 'Operations', icon: ListChecks },
  { to: '/hubs/$hub/start', label: 'Start an orchestration', icon: Play },
] as const;

/** What can be done with what is on the page; what cannot says why, here and when it is chosen. */
function commandItem({ key, label, icon, refusal, run }: PageAction): PaletteItem {
  const target = {
    run: () => {
      if (refusal !== null) return Promise.resolve(refusal);
      run();
      return null;
    },
  };
  return { key: `command ${key}`, label, detail: refusal, icon, target };
}

/** Offered by name once somebody typed so much of it that few are left. */
const offeredZones = 4;

function prefer(change: Parameters<typeof setPreferences>[0]): PaletteItem['target'] {
  return {
    run: () => {
      setPreferences(change);
      return null;
    },
  };
}

async function copyLink(): Promise<string> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    return 'The link is copied.';
  } catch {
    return 'The browser did not allow copying.';
  }
}

function fixedActions(): readonly PaletteItem[] {
  const detail = null;
  return [
    { key: 'import', label: 'Open a history file', detail, icon: FileInput, target: { href: '/import' } },
    { key: 'copy', label: 'Copy the link to this page', detail, icon: Link, target: { run: copyLink } },
    {
      key: 'relative',
      label: 'Relative times',
      detail,
      icon: Clock,
      target: prefer({ timeStyle: 'relative' }),
    },
    {
      key: 'absolute',
      label: 'Absolute times',
      detail,
      icon: Clock,
      target: prefer({ timeStyle: 'absolute' }),
    },
    { key: 'zone UTC', label: 'Times in UTC', detail, icon: Globe, target: prefer({ timeZone: 'UTC' }) },
    {
      key: 'zone local',
      label: 'Times in the zone of this browser',
      detail: browserZone(),
      icon: Globe,
      target: prefer({ timeZone: 'local' }),
    },
    { key: 'light', label: 'Light theme', detail, icon: Sun, target: prefer({ theme: 'light' }) },
    { key: 'dark', label: 'Dark theme', detail, icon: Moon, target: prefer({ theme: 'dark' }) },
    {
      key: 'system',
      label: 'Theme of the system',
      detail,
      icon: Monitor,
      target: prefer({ theme: 'system' }),
    },
  ];
}

function zoneActions(text: string, nowMs: number): readonly PaletteItem[] {
  const { choices, others } = findZones(text, nowMs);
  if (text.length < 3 || choices.length + others > offeredZones) return [];
  return choices
    .filter(({ value }) => value !== 'UTC')
    .map(({ value, label, offset }) => ({
      key: `zone ${value}`,
      label: `Times in ${label}`,
      detail: offset,
      icon: Globe,
      target: prefer({ timeZone: value }),
    }));
}

export interface KnownHubs {
  readonly hubs: readonly NamedHub[];
  /** Why others may be missing. */
  readonly error: Error | null;
}

/** What can be found without asking an index: hubs, views, pages and actions. */
export function useLocalGroups(
  text: string,
  { hubs, error }: KnownHubs,
  hub: string | null,
): readonly PaletteGroup[] {
  const router = useRouter();
  // Offsets are those of the moment the palette opened.
  const [openedAtMs] = useState(() => Date.now());
  const views = useViewGroup(text, hubs, hub);
  const hubItems = hubs.map((one): PaletteItem => ({
    key: `hub ${one.hub}`,
    label: one.label,
    detail: one.hub === hub ? 'The hub you are in' : null,
    icon: Database,
    target: {
      href: router.buildLocation({ to: '/hubs/$hub/instances', params: { hub: one.hub } }).href,
    },
  }));
  const commands = usePageActions().map(commandItem);
  const ofThisHub = hub === null ? [] : hubPages;
  const pages: readonly PaletteItem[] = [
    ...ofThisHub.map(({ to, label, icon }) => ({
      key: `page ${to}`,
      label,
      detail: hub,
      icon,
      target: { href: router.buildLocation({ to, params: { hub: hub ?? '' } }).href },
    })),
    { key: 'page /', label: 'All task hubs', detail: null, icon: LayoutGrid, target: { href: '/' } },
  ];
  const actions = localGroup('Actions', text, fixedActions());
  const zones = zoneActions(text, openedAtMs);
  const problems = error === null ? [] : [{ place: 'Task hubs', error }];
  return [
    localGroup('Commands', text, commands),
    { ...localGroup('Task hubs', text, hubItems), problems },
    views,
    localGroup('Pages', text, pages),
    { ...actions, items: [...actions.items, ...zones] },
  ];
}
