import type { LucideIcon } from 'lucide-react';

/** One line to choose. */
export interface PaletteItem {
  /** Different for all that are shown together; without blanks at its ends. */
  readonly key: string;
  readonly label: string;
  /** The label is an instance id, whose end says as much as its begin. */
  readonly isId?: boolean;
  readonly detail: string | null;
  readonly icon: LucideIcon;
  /** Where it leads, or what it does. A text that comes back is shown, and the palette stays. */
  readonly target: { readonly href: string } | { readonly run: () => Promise<string> | null };
}

export interface PaletteGroup {
  readonly heading: string;
  readonly items: readonly PaletteItem[];
  /** What was found, without offers that go with it. */
  readonly count: number;
  /** There are more than these. */
  readonly hasMore: boolean;
  /** How many hubs still search; 0 = complete. */
  readonly pending: number;
  readonly problems: readonly { readonly place: string; readonly error: Error }[];
}

/** Whether every word of the text is somewhere in these. */
function hasWords(text: string, ...places: readonly (string | null)[]): boolean {
  const haystack = places.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** A group in which everything is known already. */
export function localGroup(heading: string, text: string, items: readonly PaletteItem[]): PaletteGroup {
  const found = items.filter((item) => hasWords(text, heading, item.label, item.detail));
  return { heading, items: found, count: found.length, hasMore: false, pending: 0, problems: [] };
}

function rankOf(id: string, text: string): number {
  if (id === text) return 0;
  const [lowerId, lowerText] = [id.toLowerCase(), text.toLowerCase()];
  if (lowerId === lowerText) return 1;
  return lowerId.startsWith(lowerText) ? 2 : 3;
}

/** Exact ids first, then those that begin so; the hub somebody is in goes before the others. */
export function byCloseness<Found extends { readonly id: string; readonly hub: string }>(
  text: string,
  currentHub: string | null,
): (one: Found, other: Found) => number {
  const hubRank = (found: Found) => (found.hub === currentHub ? 0 : 1);
  return (one, other) => rankOf(one.id, text) - rankOf(other.id, text) || hubRank(one) - hubRank(other);
}
