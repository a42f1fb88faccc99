import { checkGate, openInstances } from '../../../shared/contract/gate.ts';
import { serve, type Route } from '../../http/serve.ts';
import { answerVersion } from '../../hubs/answer-version.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { decideGate } from './gate-service.ts';

export function gateRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(openInstances, async ({ params }) => (await hubs.find(params.hub)).index.openCounts(), {
      versionOf: answerVersion(hubs),
    }),
    serve(checkGate, async ({ params, query }) => decideGate(await hubs.find(params.hub), query)),
  ];
}
