import { z } from 'zod';

const entitySorts = ['instanceId', 'createdAt', 'lastUpdatedAt'] as const;
export type EntitySort = (typeof entitySorts)[number];

/** What the URL of the entities list says; sort and order absent = last operation first. */
export const entitiesSearch = z.object({
  /** Start of `name@key`. */
  prefix: z.string().min(1).optional().catch(undefined),
  sort: z.enum(entitySorts).optional().catch(undefined),
  order: z.enum(['asc', 'desc']).optional().catch(undefined),
});
export type EntitiesSearch = z.output<typeof entitiesSearch>;
