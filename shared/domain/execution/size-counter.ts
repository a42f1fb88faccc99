import type { HistoryEvent } from '../../contract/history.ts';
import type { SizeLedger, SizeShare } from './execution-model.ts';

type Share = { -readonly [Key in keyof SizeShare]: SizeShare[Key] };

function addTo(shares: Map<string, Share>, name: string, bytes: number): void {
  const share = shares.get(name);
  if (share === undefined) {
    shares.set(name, { name, rows: 1, payloadBytes: bytes });
    return;
  }
  share.rows += 1;
  share.payloadBytes += bytes;
}

/** The biggest first. */
function toShares(shares: ReadonlyMap<string, Share>): SizeShare[] {
  return [...shares.values()]
    .map((share) => ({ ...share }))
    .sort((one, other) => other.payloadBytes - one.payloadBytes || (one.name < other.name ? -1 : 1));
}

export class SizeCounter {
  #rows = 0;
  #payloadBytes = 0;
  #unknownSizes = 0;
  readonly #byEventType = new Map<string, Share>();
  readonly #byFunction = new Map<string, Share>();

  /** `functionName` is that of the step the event belongs to; `null` = it belongs to none, or one without a name. */
  count(event: HistoryEvent, functionName: string | null): void {
    let bytes = 0;
    for (const { location, sizeBytes, storedBytes } of Object.values(event.payloads)) {
      const size = location === 'blob' ? (storedBytes ?? sizeBytes) : (sizeBytes ?? storedBytes);
      if (size === null) this.#unknownSizes += 1;
      bytes += size ?? 0;
    }
    this.#rows += 1;
    this.#payloadBytes += bytes;
    addTo(this.#byEventType, event.eventType, bytes);
    if (functionName !== null) addTo(this.#byFunction, functionName, bytes);
  }

  snapshot(): SizeLedger {
    return {
      rows: this.#rows,
      payloadBytes: this.#payloadBytes,
      unknownSizes: this.#unknownSizes,
      byEventType: toShares(this.#byEventType),
      byFunction: toShares(this.#byFunction),
    };
  }
}
