import { msToInstant } from '../../shared/domain/instant.ts';
import { isTimeZone } from '../../shared/domain/time-zone.ts';
import { formatOffset } from '../lib/format-instant.ts';

export interface ZoneChoice {
  /** What is kept: a name of the time zone database, or `local`. */
  readonly value: string;
  readonly label: string;
  /** At the given moment: `+01:00`. */
  readonly offset: string;
}

/** More than this nobody reads; typing finds the rest. */
const shownChoices = 30;

/** Browsers list these places under names they had before, if at all. */
const renamed = [
  'Africa/Asmara',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
] as const;

let names: readonly string[] | null = null;

/** UTC first, then all the browser knows by name. */
function zoneNames(): readonly string[] {
  names ??= [
    'UTC',
    ...new Set([...Intl.supportedValuesOf('timeZone'), ...renamed.filter(isTimeZone)].sort()),
  ].filter((name, place) => place === 0 || name !== 'UTC');
  return names;
}

function toChoice(name: string, nowMs: number): ZoneChoice {
  const offset = formatOffset(msToInstant(nowMs), name);
  return { value: name, label: name.replaceAll('_', ' '), offset: offset === 'UTC' ? '+00:00' : offset };
}

/** Blanks and underscores are the same, as are the two ways of writing minus. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ').replaceAll('−', '-').trim();
}

interface FoundZones {
  readonly choices: readonly ZoneChoice[];
  /** Found, but not among the choices. */
  readonly others: number;
}

function cut(found: readonly string[], nowMs: number): FoundZones {
  const choices = found.slice(0, shownChoices).map((name) => toChoice(name, nowMs));
  return { choices, others: found.length - choices.length };
}

/** Zones whose name contains the text, or whose clocks are as far from UTC as it says: `+5:30`, `UTC-3`. */
export function findZones(text: string, nowMs: number): FoundZones {
  const wanted = plain(text);
  const [, sign, hours = '', minutes = ''] = /^(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?$/.exec(wanted) ?? [];
  if (sign !== undefined) {
    const start = `${sign}${hours.padStart(2, '0')}:${minutes}`;
    return cut(
      zoneNames().filter((name) => plain(toChoice(name, nowMs).offset).startsWith(start)),
      nowMs,
    );
  }
  const found = zoneNames().filter((name) => plain(name).includes(wanted));
  // Names that were replaced by others still work, but no list has them.
  const alias = text.trim().replaceAll(' ', '_');
  return cut(found.length === 0 && isTimeZone(alias) ? [alias] : found, nowMs);
}
