/** Queues, their messages and who works on them. */
export function PartitionsPage() {
  return (
    <header className="px-4 pt-3 pb-1">
      <h1 className="text-xl font-semibold">Partitions</h1>
    </header>
  );
}
