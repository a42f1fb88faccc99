import { normaliseMessage } from '../../../shared/domain/failure-summary.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { presentText, textOf } from './stored-row.ts';

/** What a group of failures says: where the messages differ, without what differs. */
export function commonMessage(least: string, greatest: string): string {
  return least === greatest ? least : normaliseMessage(least);
}

/** The failure behind each fingerprint, in words. */
export async function labelFailures(ask: Ask, fingerprints: readonly string[]): Promise<Map<string, string>> {
  if (fingerprints.length === 0) return new Map();
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT fingerprint, min(error_type) AS error_type,
        min(failure_message) AS least, max(failure_message) AS greatest
      FROM instances WHERE ${isPresent} AND list_contains(${parameters.texts(fingerprints)}, fingerprint)
      GROUP BY fingerprint`),
  );
  return new Map(
    records.map((record) => {
      const message = commonMessage(presentText(record, 'least'), presentText(record, 'greatest'));
      const type = textOf(record, 'error_type');
      return [presentText(record, 'fingerprint'), type === null ? message : `${type}: ${message}`];
    }),
  );
}

async function findTouched(ask: Ask, since: number): Promise<string[]> {
  const parameters = new Parameters();
  const at = parameters.integer(BigInt(since));
  const records = await ask(
    parameters.statement(`SELECT DISTINCT fingerprint
      FROM (SELECT fingerprint FROM instances WHERE since_revision > ${at}
        UNION ALL SELECT fingerprint FROM instances WHERE until_revision > ${at})
      WHERE fingerprint IS NOT NULL`),
  );
  return records.map((record) => presentText(record, 'fingerprint'));
}

/** Labels found lately, all as they are at one revision. */
export class FailureLabels {
  private readonly known = new Map<string, string>();
  private revision = 0;

  constructor(private readonly most: number) {}

  /** `visible` is a revision that `ask` is sure to see, as it sees all earlier ones. */
  async find(
    rows: RowSource,
    ask: Ask,
    fingerprints: readonly string[],
    visible: number,
  ): Promise<ReadonlyMap<string, string>> {
    if (fingerprints.length === 0) return new Map();
    const since = this.revision;
    const areKnown = fingerprints.every((fingerprint) => this.known.has(fingerprint));
    if (visible <= since && areKnown) return new Map(this.known);
    const touched = await this.findTouched(rows, ask);
    const found = new Map(this.known);
    for (const fingerprint of touched) found.delete(fingerprint);
    const labels = await labelFailures(
      ask,
      fingerprints.filter((fingerprint) => !found.has(fingerprint)),
    );
    for (const [fingerprint, label] of labels) found.set(fingerprint, label);
    // Others may have brought labels meanwhile, of which nobody has found out what has touched them.
    if (this.revision === since && visible >= since) {
      for (const fingerprint of touched) this.known.delete(fingerprint);
      this.revision = visible;
      this.keep(labels);
    }
    return found;
  }

  /** Of which failures have come or gone since the labels were found. */
  private async findTouched(rows: RowSource, ask: Ask): Promise<readonly string[]> {
    const since = this.revision;
    if (this.known.size === 0) return [];
    const touched = rows.hold(since) ? await findTouched(ask, since) : null;
    // So many rows may have changed that those that went are not there to be found.
    return touched !== null && rows.hold(since) ? touched : [...this.known.keys()];
  }

  private keep(labels: ReadonlyMap<string, string>): void {
    if (this.known.size > this.most) this.known.clear();
    for (const [fingerprint, label] of labels) this.known.set(fingerprint, label);
  }
}
