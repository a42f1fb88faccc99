import type { Backlog, QueuedMessage } from '../../shared/contract/backlog.ts';
import type { Finding, HubVerdict } from '../../shared/contract/diagnosis.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { at } from '../../shared/testing/instances.ts';
import { verdictsOn } from '../diagnosis/hub-verdict.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { MemoryTaskHub } from './memory-task-hub.ts';
import { startTestApp, type TestApp } from './test-app.ts';

interface RigContent {
  readonly instances?: readonly InstanceRow[];
  readonly backlog?: Partial<Backlog>;
  /** By queue. */
  readonly messages?: Readonly<Record<string, readonly QueuedMessage[]>>;
  readonly leaseMoves?: readonly LeaseMove[];
  /** What a close look at an instance finds; throws when it cannot be looked at. */
  readonly look?: (instanceId: string) => readonly Finding[];
}

/** A hub in memory on which verdicts are passed one after the other, at times that a test chooses. */
export interface VerdictRig {
  readonly hub: MemoryTaskHub;
  readonly open: OpenHub;
  /** Ids that were looked at closely, in order. */
  readonly looked: string[];
  backlog: Backlog;
  readonly verdict: () => Promise<HubVerdict>;
  close(): Promise<void>;
}

/** Ten minutes after the test epoch, unless the backlog says otherwise. */
export const verdictTime: Instant = at(600);

export async function openVerdictRig(content: RigContent = {}): Promise<VerdictRig> {
  const { instances = [], messages = {}, leaseMoves = [], look = () => [] } = content;
  const hub = new MemoryTaskHub({ instances });
  const server: TestApp = await startTestApp(hub);
  const real = await server.hub('memory~TestHub');
  const looked: string[] = [];
  const state = { backlog: makeBacklog({ readAt: verdictTime, ...content.backlog }) };
  const open: OpenHub = {
    ...real,
    queues: {
      ...real.queues,
      read: async () => {
        // A failure that the test put into the hub.
        await hub.readBacklog();
        return { backlog: state.backlog, messages: new Map(Object.entries(messages)) };
      },
      leaseMoves: () => leaseMoves,
    },
  };
  const verdict = verdictsOn(open, (_, instanceId) => {
    looked.push(instanceId);
    return Promise.resolve(instanceId).then((id) => ({ findings: [...look(id)] }));
  });
  return {
    hub,
    open,
    looked,
    verdict,
    get backlog() {
      return state.backlog;
    },
    set backlog(backlog) {
      state.backlog = backlog;
    },
    close: () => server.close(),
  };
}
