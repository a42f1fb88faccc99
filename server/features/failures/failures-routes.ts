import { listFailures } from '../../../shared/contract/failures.ts';
import { serve, type Route } from '../../http/serve.ts';
import { answerVersion } from '../../hubs/answer-version.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function failuresRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(listFailures, async ({ params, query }) => (await hubs.find(params.hub)).index.failures(query), {
      versionOf: answerVersion(hubs),
    }),
  ];
}
