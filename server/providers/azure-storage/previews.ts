import type { CommandPreviews } from '../../task-hub/commands.ts';
import type { HubStorage } from './hub-storage.ts';
import { previewDeletion } from './previews/deletion-preview.ts';
import { previewPurge } from './previews/purge-preview.ts';
import { previewRewind } from './previews/rewind-preview.ts';

export function createPreviews(storage: HubStorage): CommandPreviews {
  return {
    rewind: (instanceId) => previewRewind(storage, instanceId),
    purge: (instanceId, includesChildren) => previewPurge(storage, instanceId, includesChildren),
    deletion: () => previewDeletion(storage),
  };
}
