import { normaliseMessage } from '../../../shared/domain/failure-summary.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask } from './row-source.ts';
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
