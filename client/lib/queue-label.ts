/** The name of a queue without that of its task hub in front. */
export function queueLabel(queue: string, hubName: string): string {
  const prefix = `${hubName.toLowerCase()}-`;
  return queue.startsWith(prefix) ? queue.slice(prefix.length) : queue;
}
