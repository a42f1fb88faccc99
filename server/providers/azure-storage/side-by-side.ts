/** `run` for each item, at most `limit` at a time. After a failure no more are begun; it is thrown when the rest has settled. */
export async function sideBySide<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failed: Promise<void>[] = [];
  for await (const item of items) {
    while (running.size >= limit) await Promise.race(running);
    if (failed.length > 0) break;
    const one = run(item);
    const settled = one
      .catch(() => void failed.push(one))
      .finally(() => {
        running.delete(settled);
      });
    running.add(settled);
  }
  await Promise.all(running);
  await failed[0];
}
