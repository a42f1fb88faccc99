import { z } from 'zod';

/** What the URL of the entities list says. */
export const entitiesSearch = z.object({});
