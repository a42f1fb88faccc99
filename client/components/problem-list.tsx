import { TriangleAlert } from 'lucide-react';

/** What could not be read of stored data, in the place where it belongs. */
export function ProblemList({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-md bg-warning-soft px-3 py-1.5">
      {problems.map((problem) => (
        <li key={problem} className="flex items-start gap-2">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" />
          <span className="wrap-anywhere">{problem}</span>
        </li>
      ))}
    </ul>
  );
}
