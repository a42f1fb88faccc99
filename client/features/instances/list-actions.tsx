import { ChartColumn } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import type { InstanceListSearch } from './instance-list-search.ts';

interface ListActionsProps {
  hub: string;
  search: InstanceListSearch;
  onChange: (change: Partial<InstanceListSearch>) => void;
}

/** What can be done with the whole list; nothing here is needed to draw its first rows. */
export function ListActions({ search, onChange }: ListActionsProps) {
  return (
    <>
      {search.histogram === 'off' && (
        <Button
          icon={ChartColumn}
          aria-label="Show the histogram"
          title="Show the histogram"
          onClick={() => onChange({ histogram: undefined })}
        />
      )}
    </>
  );
}
