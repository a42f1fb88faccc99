/** The Azure Storage name of a partition's queue, from `<connection>~<task hub>`. */
export function controlQueueName(hub: string, partition: number): string {
  const taskHub = hub.slice(hub.lastIndexOf('~') + 1).toLowerCase();
  return `${taskHub}-control-${String(partition).padStart(2, '0')}`;
}
