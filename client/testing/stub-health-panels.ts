import { openInstances } from '../../shared/contract/gate.ts';
import { getStorageCost } from '../../shared/contract/storage-cost.ts';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { stubEndpoint } from './stub-endpoint.ts';

/** What stands below the verdict, with nothing in it. */
export function stubHealthPanels(): void {
  stubEndpoint(openInstances, { groups: [], isComplete: true, coverage: makeCoverage() });
  stubEndpoint(getStorageCost, {
    dashboard: { countedSince: at(0), hub: [], account: [] },
    estimate: { parts: [], hasMessageRates: true, problems: [] },
  });
}
