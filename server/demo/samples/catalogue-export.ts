import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between, pick } from './seeded-random.ts';

const exportRequest = z.object({ shop: z.string(), products: z.int().positive() });

function* catalogueExport(context: OrchestrationContext, input: unknown): Orchestration {
  const { shop, products } = exportRequest.parse(input);
  const catalogue = yield context.callActivity('ReadCatalogue', { shop, products });
  context.setCustomStatus({ shop, products, step: 'uploading' });
  yield context.callActivity('UploadCatalogue', catalogue);
  context.setCustomStatus({ shop, products, step: 'done' });
  return catalogue;
}

const readCatalogue = activity(
  'ReadCatalogue',
  exportRequest,
  [400, 2500],
  ({ shop, products }, { random }) =>
    Array.from({ length: products }, (_, n) => ({
      sku: `${shop}-${String(n + 1).padStart(5, '0')}`,
      name: `${pick(random, ['Linen', 'Wool', 'Cotton'])} ${pick(random, ['shirt', 'coat', 'scarf'])}`,
      price: between(random, 900, 24_900) / 100,
      stock: between(random, 0, 400),
      description: 'Washable at 30 °C. Made to last. Colours may differ slightly from the picture.',
    })),
);

const uploadCatalogue = activity('UploadCatalogue', z.array(z.unknown()), [400, 2500], (products) => ({
  uploaded: products.length,
}));

/** Large payloads: a few hundred products are more than a table cell holds. */
export const catalogueExportSample: Registry = {
  orchestrators: { CatalogueExport: catalogueExport },
  activities: { ...readCatalogue, ...uploadCatalogue },
  entities: {},
};
