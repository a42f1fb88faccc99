import type { FamilyRow } from '../../../../shared/domain/family-tree.ts';

export type FamilyMove =
  | { readonly kind: 'go'; readonly key: string }
  | { readonly kind: 'toggle'; readonly instanceId: string }
  | { readonly kind: 'retry'; readonly instanceId: string }
  | { readonly kind: 'open'; readonly instanceId: string };

const pageRows = 15;

function go(row: FamilyRow | undefined): FamilyMove | null {
  return row === undefined ? null : { kind: 'go', key: row.key };
}

/** What a line does when it is chosen. */
export function actOn(row: FamilyRow): FamilyMove | null {
  if (row.kind === 'member') return { kind: 'open', instanceId: row.instanceId };
  if (row.note === 'siblings') return { kind: 'toggle', instanceId: row.instanceId };
  return row.note === 'failed' ? { kind: 'retry', instanceId: row.instanceId } : null;
}

function right(rows: readonly FamilyRow[], at: number): FamilyMove | null {
  const row = rows[at];
  if (row?.kind !== 'member' || row.isOpen === null) return null;
  return row.isOpen ? go(rows[at + 1]) : { kind: 'toggle', instanceId: row.instanceId };
}

function left(rows: readonly FamilyRow[], at: number): FamilyMove | null {
  const row = rows[at];
  if (row === undefined) return null;
  const hasSiblingsHidden = rows.some(
    (other) => other.kind === 'note' && other.note === 'siblings' && other.parentKey === row.key,
  );
  if (row.kind === 'member' && row.isOpen === true && !hasSiblingsHidden)
    return { kind: 'toggle', instanceId: row.instanceId };
  return go(rows.find(({ key }) => key === row.parentKey));
}

/** The keys of the tree pattern of WAI-ARIA; `null` = the key means nothing here. */
export function moveOf(key: string, rows: readonly FamilyRow[], active: string): FamilyMove | null {
  const at = rows.findIndex((row) => row.key === active);
  const row = rows[at];
  const goTo = (place: number) => go(rows[Math.max(0, Math.min(place, rows.length - 1))]);
  switch (key) {
    case 'ArrowDown':
      return goTo(at + 1);
    case 'ArrowUp':
      return goTo(at - 1);
    case 'PageDown':
      return goTo(at + pageRows);
    case 'PageUp':
      return goTo(at - pageRows);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(rows.length - 1);
    case 'ArrowRight':
      return right(rows, at);
    case 'ArrowLeft':
      return left(rows, at);
    case 'Enter':
      return row === undefined ? null : actOn(row);
    default:
      return null;
  }
}
