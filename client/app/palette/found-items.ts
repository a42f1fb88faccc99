import { Box, ListTree, Workflow } from 'lucide-react';
import { printTerm } from '../../../shared/domain/instance-filter/print-filter.ts';
import { kindOf } from '../../../shared/domain/instance-id.ts';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { PaletteItem } from './palette-items.ts';

export interface NamedHub {
  readonly hub: string;
  readonly label: string;
}

/** An instance id or a name, and where it was found. */
export interface Found {
  readonly id: string;
  readonly hub: string;
  readonly place: NamedHub;
}

export interface Addresses {
  readonly instance: (hub: string, instanceId: string) => string;
  readonly list: (hub: string, q: string) => string;
}

function textTerm(field: 'id' | 'name', pattern: readonly string[]): string {
  return printTerm({ isNegated: false, field, path: null, patterns: [pattern] });
}

export function instanceItem({ id, hub, place }: Found, addresses: Addresses): PaletteItem {
  return {
    key: JSON.stringify(['id', hub, id]),
    label: id,
    isId: true,
    detail: place.label,
    icon: kindOf(id) === 'entity' ? Box : ListTree,
    target: { href: addresses.instance(hub, id) },
  };
}

export function nameItem({ id, hub, place }: Found, count: number, addresses: Addresses): PaletteItem {
  return {
    key: JSON.stringify(['name', hub, id]),
    label: toVisibleText(id),
    detail: `${plural(count, 'instance')} · ${place.label}`,
    icon: Workflow,
    target: { href: addresses.list(hub, textTerm('name', [id])) },
  };
}

/** Leads to all ids that contain the text, in the hub somebody is in. */
export function allIdsItem(text: string, { hub, label }: NamedHub, addresses: Addresses): PaletteItem {
  return {
    key: 'all-ids',
    label: `List the instances with “${toVisibleText(text)}” in their id`,
    detail: label,
    icon: ListTree,
    target: { href: addresses.list(hub, textTerm('id', ['', text, ''])) },
  };
}
