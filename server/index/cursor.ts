import { z } from 'zod';
import { sortColumns } from '../../shared/contract/instances.ts';
import { AppError } from '../errors.ts';
import { sortExpressions, type SortColumn } from './schema.ts';

export interface Sorting {
  readonly sort: SortColumn;
  readonly order: 'asc' | 'desc';
}

/** The last row of a page: what it was sorted by, and its id. */
export interface Position {
  /** `null` = the row has no value there. */
  readonly key: string | bigint | null;
  readonly instanceId: string;
}

const wireCursor = z.object({
  sort: z.enum(sortColumns),
  order: z.enum(['asc', 'desc']),
  key: z.string().nullable(),
  id: z.string(),
});

export function encodeCursor({ sort, order }: Sorting, { key, instanceId }: Position): string {
  const content: z.input<typeof wireCursor> = {
    sort,
    order,
    key: key === null ? null : String(key),
    id: instanceId,
  };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function refuse(cause?: unknown): never {
  throw new AppError(
    'invalid-request',
    'The cursor does not belong to this list: go back to its first page.',
    {
      cause,
    },
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

/** A cursor is only good for the sorting it was made with. */
export function decodeCursor(cursor: string, { sort, order }: Sorting): Position {
  const content = wireCursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!content.success) refuse(content.error);
  if (content.data.sort !== sort || content.data.order !== order) refuse();
  return { key: parseKey(content.data.key, sortExpressions[sort].holds), instanceId: content.data.id };
}
