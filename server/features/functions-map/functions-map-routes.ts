import {
  cancelFunctionSampling,
  getFunctionImpact,
  getFunctionsMap,
  startFunctionSampling,
} from '../../../shared/contract/functions-map.ts';
import { impactOf } from '../../functions/impact-of.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function functionsMapRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(getFunctionsMap, async ({ params }) => (await hubs.find(params.hub)).functions.state()),
    serve(startFunctionSampling, async ({ params, body }) =>
      (await hubs.find(params.hub)).functions.start(body.focus),
    ),
    serve(cancelFunctionSampling, async ({ params }) => (await hubs.find(params.hub)).functions.cancel()),
    serve(getFunctionImpact, async ({ params, query }) => {
      const { index, functions } = await hubs.find(params.hub);
      return impactOf(index, functions.kept, query);
    }),
  ];
}
