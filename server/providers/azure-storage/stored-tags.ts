import { z } from 'zod';
import type { RowReader } from './row-reader.ts';

const tagObject = z.record(z.string(), z.unknown());

/** `null` = no tags. The serialiser's `$type` is no tag. */
export function readTags(row: RowReader): Record<string, string> | null {
  if (row.text('TagsBlobName') !== null) {
    row.report('Tags are too large to be shown: they are kept in a blob.');
  }
  const value = row.json('Tags');
  if (value === null) return null;
  const parsed = tagObject.safeParse(value);
  if (!parsed.success) {
    row.report('Tags are not a JSON object.');
    return null;
  }
  const tags: Record<string, string> = {};
  for (const [key, tag] of Object.entries(parsed.data)) {
    if (key === '$type') continue;
    if (typeof tag !== 'string') row.report(`Tag ${key} is not text.`);
    tags[key] = typeof tag === 'string' ? tag : JSON.stringify(tag);
  }
  return tags;
}
