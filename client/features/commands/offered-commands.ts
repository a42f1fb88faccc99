import type { InstanceCommandName } from '../../../shared/domain/actions.ts';

export const offeredCommands = [
  'terminate',
  'raise-event',
  'suspend',
  'resume',
] as const satisfies readonly InstanceCommandName[];
export type OfferedCommand = (typeof offeredCommands)[number];
