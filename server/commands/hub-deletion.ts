import type { HubDeletionPreview, deleteTaskHub } from '../../shared/contract/command-previews.ts';
import type { z } from 'zod';
import { isTerminal } from '../../shared/domain/runtime-status.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

export type DeletionRequest = Omit<z.output<typeof deleteTaskHub.body>, 'reason'>;

/** Counts of an index that has not seen every row could call a hub empty that is not. */
function whyCountsMayBeWrong({ index }: OpenHub): string | null {
  const { state } = index.coverage();
  if (state === 'building') return 'The instances are still being counted.';
  return state === 'stale' ? 'The counts are old, because the task hub could not be read lately.' : null;
}

/** Throws unless the name was typed, and nothing in use goes without that being said. */
export async function requireDeletable(
  open: OpenHub,
  { confirmedName, isForced }: DeletionRequest,
): Promise<void> {
  const { name } = open.hub.ref;
  if (confirmedName !== name) {
    throw new AppError('invalid-request', `Type the name of the task hub, ${name}, to delete it.`);
  }
  if (isForced) return;
  const counts = await open.index.counts();
  const sum = (some: typeof counts) => some.reduce((total, { count }) => total + count, 0);
  const entities = sum(counts.filter(({ kind }) => kind === 'entity'));
  const running = sum(counts.filter(({ kind, status }) => kind !== 'entity' && !isTerminal(status)));
  const doubt = whyCountsMayBeWrong(open);
  if (entities + running === 0 && doubt === null) return;
  throw new AppError(
    'action-refused',
    `${running} instances have not ended and there are ${entities} entities. ${doubt ?? ''} Say explicitly that they go all the same.`.replace(
      '  ',
      ' ',
    ),
  );
}

/** What the provider would delete, with what the index has counted in it. */
export async function previewDeletion(open: OpenHub): Promise<HubDeletionPreview> {
  const preview = await open.hub.previews.deletion();
  const doubt = whyCountsMayBeWrong(open);
  const warnings = doubt === null ? preview.warnings : [...preview.warnings, doubt];
  return { ...preview, counts: await open.index.counts(), warnings };
}
