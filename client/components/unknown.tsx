/** Stands where storage says nothing; the reason is in the title. */
export function Unknown({ why }: { why: string }) {
  return (
    <span title={why} className="text-ink-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}
