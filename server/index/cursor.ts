import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instant } from '../../shared/contract/values.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { AppError } from '../errors.ts';
import { sortKeys, type SortValue, type Sorting } from './queries/sort-keys.ts';

/** The last row of a page: what it was sorted by, and its id. */
export interface Position {
  readonly key: SortValue;
  readonly instanceId: string;
}

/** Where a list goes on, and the moment it shows. */
export interface Cursor {
  readonly position: Position;
  /** Of the rows, when the first page was read. */
  readonly revision: number;
  /** When the first page was asked for: relative times mean the same on all pages. */
  readonly now: Instant;
}

interface Listing extends Sorting {
  readonly q: string;
}

const wireCursor = z.object({
  of: z.string(),
  key: z.string().nullable(),
  id: z.string(),
  revision: z.int(),
  now: instant,
});

/** Cursors travel in URLs, filters may be long: it is enough to tell them apart. */
function digestOf({ q, sort, order }: Listing): string {
  return createHash('sha256')
    .update(JSON.stringify([q, sort, order]))
    .digest('base64url')
    .slice(0, 16);
}

export function encodeCursor(listing: Listing, { position, revision, now }: Cursor): string {
  const content: z.input<typeof wireCursor> = {
    of: digestOf(listing),
    key: position.key === null ? null : String(position.key),
    id: position.instanceId,
    revision,
    now,
  };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function refuse(cause?: unknown): never {
  throw new AppError(
    'invalid-request',
    'The cursor does not belong to this list: go back to its first page.',
    { cause },
  );
}

function parseKey(key: string | null, holds: 'text' | 'integer'): Position['key'] {
  if (key === null || holds === 'text') return key;
  if (!/^-?\d{1,19}$/.test(key)) refuse();
  const number = BigInt(key);
  return BigInt.asIntN(64, number) === number ? number : refuse();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse(cause);
  }
}

/** A cursor is only good for the filter and the sorting it was made with. */
export function decodeCursor(cursor: string, listing: Listing): Cursor {
  const content = wireCursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!content.success) refuse(content.error);
  const { of, key, id, revision, now } = content.data;
  if (of !== digestOf(listing)) refuse();
  return {
    position: { key: parseKey(key, sortKeys[listing.sort].holds), instanceId: id },
    revision,
    now,
  };
}
