import { useSlashKey } from './use-slash-key.ts';

/** Keeps the room of the filter bar until its code is there, and hears the key that leads to its field. */
export function FilterRoom({ onFieldWanted }: { onFieldWanted: () => void }) {
  useSlashKey(onFieldWanted);
  return <div className="h-17" />;
}
