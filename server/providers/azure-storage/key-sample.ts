import type { HubStorage } from './hub-storage.ts';
import { toCuts } from './key-ranges.ts';
import { keyOf } from './row-reader.ts';
import { readRowPage, type Continuation } from './table-reads.ts';

interface Sampling {
  /** Execution ids are random hexadecimal digits: so many of all begin below this. */
  readonly below: string;
  readonly rowsPerKey: number;
}

const coarse: Sampling = { below: '001', rowsPerKey: 4096 };
const fine: Sampling = { below: '01', rowsPerKey: 256 };
const maxSampleRows = 1000;
/** Share of different execution ids below which they are not random, hence no sample. */
const leastDistinct = 0.9;

/**
 * Learns where the keys of a hub lie from a random sample of its rows, so that the first reading of it can be cut into parts of
 * about the same size. One request for most hubs; where execution ids are not random it finds little, and nothing is lost.
 */
export class KeySample {
  private keys: readonly string[] = [];
  private apart = fine.rowsPerKey;

  constructor(
    private readonly storage: HubStorage,
    private readonly signal: AbortSignal | undefined,
  ) {}

  cuts(): readonly string[] {
    return this.keys;
  }

  /** From one cut to the next, on average. */
  get rowsApart(): number {
    return this.apart;
  }

  async take(): Promise<void> {
    const isWhole = await this.takeWith(fine);
    if (!isWhole) await this.takeWith(coarse);
  }

  /** False when there are more than one page of them. */
  private async takeWith({ below, rowsPerKey }: Sampling): Promise<boolean> {
    const found: string[] = [];
    const executions = new Set<unknown>();
    let continuation: Continuation | undefined;
    do {
      const page = await readRowPage(this.storage, this.storage.instances, {
        filter: `ExecutionId lt '${below}'`,
        select: ['PartitionKey', 'ExecutionId'],
        maxRows: maxSampleRows,
        continuation,
        signal: this.signal,
      });
      for (const row of page.rows) {
        found.push(keyOf(row, 'PartitionKey'));
        executions.add(row.ExecutionId);
      }
      continuation = page.continuation;
      const isRandom = executions.size > found.length * leastDistinct;
      if (!isRandom) return true;
      this.keys = toCuts(found);
      this.apart = rowsPerKey;
      if (rowsPerKey === fine.rowsPerKey && page.rows.length === maxSampleRows) return false;
    } while (continuation !== undefined);
    return true;
  }
}
