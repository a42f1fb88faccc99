import { AppError } from '../../errors.ts';
import type { CommandPreviews } from '../../task-hub/commands.ts';

export function createPreviews(): CommandPreviews {
  const notBuilt = () => Promise.reject(new AppError('unsupported', 'This preview is not offered.'));
  return { rewind: notBuilt, purge: notBuilt, deletion: notBuilt };
}
