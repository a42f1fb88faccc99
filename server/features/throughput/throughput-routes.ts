import { getThroughput } from '../../../shared/contract/throughput.ts';
import { serve, type Route } from '../../http/serve.ts';
import { answerVersion } from '../../hubs/answer-version.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function throughputRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(getThroughput, async ({ params, query }) => (await hubs.find(params.hub)).index.throughput(query), {
      versionOf: answerVersion(hubs),
    }),
  ];
}
