import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';
import { applied, dropped, gone, queued, type CommandProgress, type Followed } from './sent-command.ts';
import { describeWait } from './waiting-words.ts';

const wakeUp = 'GenericEvent';

/** By the wake-up in the history of the instance that it was sent to, which may be a child. */
export async function followRewind(open: OpenHub, { sent, row }: Followed): Promise<CommandProgress> {
  const { instanceId, followedInstanceId = instanceId, sentAt } = sent;
  const woken = followedInstanceId === instanceId ? row : await findInstance(open, followedInstanceId);
  const event = await open.hub.findHistoryEvent(followedInstanceId, wakeUp, sentAt);
  const who = followedInstanceId === instanceId ? 'the instance' : `"${followedInstanceId}"`;
  if (event !== null) return applied(`The engine woke ${who}: its history holds the event.`);
  if (woken === null) return dropped(gone);
  switch (woken.runtimeStatus) {
    case 'Pending':
      return queued(`The failures are undone in storage. ${await describeWait(open, woken.partition)}`);
    case 'Failed':
      return (woken.lastUpdatedAt ?? '') > sentAt
        ? dropped(`The failure of ${who} came after the rewind, and its history does not hold the wake-up.`)
        : queued(`The row of ${who} says Failed: nothing shows yet that it was rewound.`);
    case 'Terminated':
    case 'Canceled':
      return dropped(`${woken.runtimeStatus} before it woke: ${who}.`);
    default:
      return applied(`It goes on: ${who} is ${woken.runtimeStatus}.`);
  }
}
