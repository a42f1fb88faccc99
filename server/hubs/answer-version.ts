import type { HubRegistry } from './hub-registry.ts';

/** Answers of a hub's index are the same while this is: the rows it has, and whether they are all. */
export function answerVersion(hubs: HubRegistry) {
  return async ({ params }: { readonly params: { readonly hub: string } }): Promise<string> => {
    const { key, index } = await hubs.find(params.hub);
    const { revision, coverage } = index.latestChange();
    return JSON.stringify([key, revision, coverage.state]);
  };
}
