import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import type { CommandPreviews } from '../task-hub/commands.ts';
import type { TaskHub, TaskHubConnection } from '../task-hub/task-hub.ts';
import { MaskedParts } from './masked-parts.ts';
import { Masking } from './masking.ts';
import type { MaskingRules } from './masking-rules.ts';

/** The parts of one page, each of them masked; a page that takes too long is masked text by text. */
function partsOf<Item, Masked>(
  masking: Masking,
  items: readonly Item[],
  maskOne: (parts: MaskedParts, item: Item) => Masked,
): Masked[] {
  return masking.page(items, (item, mask) => maskOne(new MaskedParts(masking, mask), item));
}

function partOf<Item, Masked>(
  masking: Masking,
  item: Item,
  maskOne: (parts: MaskedParts, item: Item) => Masked,
): Masked {
  return maskOne(new MaskedParts(masking, masking.text), item);
}

async function* mapped<Item, Masked>(
  pages: AsyncIterable<Item>,
  map: (page: Item) => Masked,
): AsyncGenerator<Masked> {
  for await (const page of pages) yield map(page);
}

async function joined(parts: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const part of parts) all.push(part);
  return all.join('');
}

async function* only(text: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(text);
}

/** Payload texts. A text is read further than asked, so that a match at its end is found and not shown by half. */
function maskedPayloads(hub: TaskHub, masking: Masking): Pick<TaskHub, 'readPayload' | 'streamPayload'> {
  return {
    async readPayload(instanceId, ref, maxChars) {
      const { reachChars } = masking;
      const payload = await hub.readPayload(instanceId, ref, maxChars + reachChars);
      const { text, isTruncated, ownerName, problem } = payload;
      const keepChars = isTruncated ? Math.min(maxChars, text.length - reachChars) : maxChars;
      return {
        ...payload,
        ...masking.text(text, ownerName, { isCut: isTruncated, keepChars }),
        isTruncated: isTruncated || text.length > maxChars,
        problem:
          problem &&
          partOf(masking, [problem], (parts, problems) => parts.problems(problems, null)[0] ?? null),
      };
    },
    async streamPayload(instanceId, ref, signal) {
      const { ownerName, parts } = await hub.streamPayload(instanceId, ref, signal);
      return { ownerName, parts: only(masking.text(await joined(parts), ownerName).text) };
    },
  };
}

/** Of what commands would do, only the failures that a rewind undoes are texts of an app. */
function maskedPreviews({ previews }: TaskHub, masking: Masking): CommandPreviews {
  return {
    purge: (instanceId, includesChildren) => previews.purge(instanceId, includesChildren),
    deletion: () => previews.deletion(),
    async rewind(instanceId) {
      const preview = await previews.rewind(instanceId);
      const instances = partsOf(masking, preview.instances, (parts, instance) => ({
        ...instance,
        steps: instance.steps.map((step) => ({
          ...step,
          failure: step.failure && parts.failureText(step.failure),
        })),
      }));
      return { ...preview, instances };
    },
  };
}

function maskedMessages(masking: Masking, messages: readonly QueuedMessage[]): QueuedMessage[] {
  return partsOf(masking, messages, (parts, message) => ({
    ...message,
    problems: parts.problems(message.problems, null),
  }));
}

/**
 * The same hub with everything that rules mean taken out of what is read from it. Commands go through untouched, and
 * whatever a provider reads for itself is as it was stored.
 */
function maskTaskHub(hub: TaskHub, rules: MaskingRules): TaskHub {
  const masking = new Masking(rules);
  return {
    ref: hub.ref,
    unavailable: hub.unavailable,
    commands: hub.commands,
    previews: maskedPreviews(hub, masking),
    readBacklog: () => hub.readBacklog(),
    readAppLease: () => hub.readAppLease(),
    storageRequests: () => hub.storageRequests(),
    async readQueues() {
      const { backlog, messages } = await hub.readQueues();
      const masked = [...messages].map(
        ([queue, peeked]) => [queue, maskedMessages(masking, peeked)] as const,
      );
      return { backlog, messages: new Map(masked) };
    },
    scanInstances: (request) =>
      mapped(hub.scanInstances(request), (rows) => partsOf(masking, rows, (parts, row) => parts.row(row))),
    scanInstanceIds: (request) => hub.scanInstanceIds(request),
    scanFailures: (request) =>
      mapped(hub.scanFailures(request), (scanned) =>
        partsOf(masking, scanned, (parts, one) => ({ ...one, failure: parts.failure(one.failure) })),
      ),
    async getInstance(instanceId) {
      const detail = await hub.getInstance(instanceId);
      return detail && partOf(masking, detail, (parts, one) => parts.detail(one));
    },
    async readHistory(instanceId, request) {
      const page = await hub.readHistory(instanceId, request);
      return { ...page, events: partsOf(masking, page.events, (parts, event) => parts.event(event)) };
    },
    scanHistory: (instanceId, request) =>
      mapped(hub.scanHistory(instanceId, request), (page) => ({
        ...page,
        events: partsOf(masking, page.events, (parts, event) => parts.event(event)),
      })),
    scanHistoryTexts: (instanceId, signal) =>
      mapped(hub.scanHistoryTexts(instanceId, signal), (page) => ({
        ...page,
        events: page.events.map((event) => partOf(masking, event, (parts, one) => parts.event(one))),
      })),
    async findHistoryEvent(instanceId, eventType, timestamp) {
      const event = await hub.findHistoryEvent(instanceId, eventType, timestamp);
      return event && partOf(masking, event, (parts, one) => parts.event(one));
    },
    readStartTrace: (instanceId) => hub.readStartTrace(instanceId),
    ...maskedPayloads(hub, masking),
    peekMessages: async (queue) => maskedMessages(masking, await hub.peekMessages(queue)),
  };
}

/** `null` = there are no rules. */
export function maskConnection(connection: TaskHubConnection, rules: MaskingRules | null): TaskHubConnection {
  if (rules === null) return connection;
  return {
    name: connection.name,
    provider: connection.provider,
    target: connection.target,
    discoverHubs: () => connection.discoverHubs(),
    openHub: (name) => maskTaskHub(connection.openHub(name), rules),
  };
}
