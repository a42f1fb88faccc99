import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { instanceFacets } from '../../../shared/contract/instance-facets.ts';
import { instanceHistogram } from '../../../shared/contract/instance-histogram.ts';
import { instanceValues } from '../../../shared/contract/instance-values.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { watchedInstances } from '../../../shared/contract/watched-instances.ts';
import { serve, type Route } from '../../http/serve.ts';
import { answerVersion } from '../../hubs/answer-version.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readInstance } from '../../hubs/read-instance.ts';

export function instancesRoutes(hubs: HubRegistry): Route[] {
  const shared = { versionOf: answerVersion(hubs) };
  const indexOf = async ({ hub }: { hub: string }) => (await hubs.find(hub)).index;
  return [
    serve(listInstances, async ({ params, query }) => (await indexOf(params)).list(query), shared),
    serve(watchedInstances, async ({ params, query }) =>
      (await indexOf(params)).watched(query.id ?? [], query.q),
    ),
    serve(instanceFacets, async ({ params, query }) => (await indexOf(params)).facets(query), shared),
    serve(instanceValues, async ({ params, query }) => (await indexOf(params)).values(query), shared),
    serve(instanceHistogram, async ({ params, query }) => (await indexOf(params)).histogram(query), shared),
    serve(getInstance, async ({ params }) => readInstance(await hubs.find(params.hub), params.instanceId)),
  ];
}
