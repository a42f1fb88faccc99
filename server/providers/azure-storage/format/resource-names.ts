/** Names of everything a task hub owns; queues and containers are lower case, tables keep the hub's casing. */
export interface ResourceNames {
  readonly instancesTable: string;
  readonly historyTable: string;
  readonly partitionsTable: string;
  readonly workItemQueue: string;
  /** What control queue names start with; two decimal digits follow. */
  readonly controlQueuePrefix: string;
  readonly leasesContainer: string;
  readonly appLeaseContainer: string;
  readonly appLeaseInfoBlob: string;
  readonly largeMessagesContainer: string;
}

export function resourceNames(hub: string): ResourceNames {
  const lower = hub.toLowerCase();
  return {
    instancesTable: `${hub}Instances`,
    historyTable: `${hub}History`,
    partitionsTable: `${hub}Partitions`,
    workItemQueue: `${lower}-workitems`,
    controlQueuePrefix: `${lower}-control-`,
    leasesContainer: `${lower}-leases`,
    appLeaseContainer: `${lower}-applease`,
    appLeaseInfoBlob: `${lower}-appleaseinfo`,
    largeMessagesContainer: `${lower}-largemessages`,
  };
}

export function controlQueueName(hub: string, partition: number): string {
  return resourceNames(hub).controlQueuePrefix + String(partition).padStart(2, '0');
}
