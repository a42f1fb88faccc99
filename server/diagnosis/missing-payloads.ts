import type { HistoryEvent } from '../../shared/contract/history.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../shared/contract/payloads.ts';
import type { DiagnosisFacts } from '../../shared/domain/diagnosis/facts.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

const lastEvents = 50;
const maxAsked = 20;

type MissingPayload = DiagnosisFacts['missingPayloads'][number];

interface Suspect extends MissingPayload {
  readonly info: PayloadInfo;
}

function suspects(instance: InstanceDetail, events: readonly HistoryEvent[]): Suspect[] {
  const { input, output, customStatusPayload } = instance;
  const ofRow = Object.entries({ Input: input, Output: output, CustomStatus: customStatusPayload }).flatMap(
    ([what, info]) => (info === null ? [] : [{ rowKey: null, what, info }]),
  );
  const ofEvents = events
    .slice(-lastEvents)
    .flatMap(({ rowKey, payloads }) =>
      Object.entries(payloads).map(([what, info]) => ({ rowKey, what, info })),
    );
  return [...ofRow, ...ofEvents]
    .filter(({ info }) => info.location === 'blob' && info.problem !== null)
    .slice(0, maxAsked);
}

/** A blob that could not be measured may only have been out of reach for a moment. */
async function isGone({ hub }: OpenHub, instanceId: string, { ref }: PayloadInfo): Promise<boolean> {
  try {
    await hub.readPayload(instanceId, ref, 1);
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'not-found';
  }
}

/** Payloads of the row and of the last events whose blobs are gone. */
export async function findMissingPayloads(
  open: OpenHub,
  instance: InstanceDetail,
  events: readonly HistoryEvent[],
): Promise<MissingPayload[]> {
  const asked = await Promise.all(
    suspects(instance, events).map(async ({ rowKey, what, info }) =>
      (await isGone(open, instance.instanceId, info)) ? [{ rowKey, what }] : [],
    ),
  );
  return asked.flat();
}
