import { z } from 'zod';
import { fromPathSegment } from '../domain/instance-id.ts';
import { toInstant } from '../domain/instant.ts';

/** ISO 8601 UTC with seven decimals, see shared/domain/instant.ts. */
export const instant = z
  .string()
  .refine((text) => toInstant(text) === text, 'not an instant with seven decimals');

/** A query parameter that may be repeated. */
export function repeated<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z.union([z.array(item), item.transform((one) => [one])]).optional();
}

export const hubParams = z.object({
  /** `<connection>~<task hub>` */
  hub: z.string().min(3),
});

export const instanceParams = hubParams.extend({
  instanceId: z.string().min(1).max(1024).overwrite(fromPathSegment),
});
