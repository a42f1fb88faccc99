import { z } from 'zod';

/** What the URL of an instance's page says beside the id. */
export const instanceSearch = z.object({});
