import { applied, dropped, queued, type CommandProgress, type Followed } from './sent-command.ts';

/*
 * Commands that are done once storage has taken them. Who asks has no receipt, or wants to see for himself: what shows
 * in the row is told, and `queued` means that nothing shows.
 */

export function followPurge({ sent, row }: Followed): CommandProgress {
  if (row === null) return applied('The instance is gone from storage.');
  return row.createdAt !== null && row.createdAt > sent.sentAt
    ? applied('The instance with this id was started after the purge.')
    : queued(
        'The instance is still in storage: its row goes last, so a purge that broke off can be repeated.',
      );
}

export function followCustomStatus({ sent, row }: Followed): CommandProgress {
  if (row === null) return dropped('The instance is gone from storage.');
  return row.rowVersion > sent.sentAt
    ? applied('The row was written after the command was given.')
    : queued('The row has not been written since, unless the clocks of storage and dashboard differ.');
}

export function followCancel({ row }: Followed): CommandProgress {
  if (row === null) return applied('The row is gone: the engine drops the start when it is due.');
  switch (row.runtimeStatus) {
    case 'Terminated':
    case 'Canceled':
      return applied(`The start is cancelled: the instance is ${row.runtimeStatus}.`);
    case 'Pending':
      return queued('The instance is still waiting for its start.');
    default:
      return dropped(`The instance started all the same: it is ${row.runtimeStatus}.`);
  }
}
