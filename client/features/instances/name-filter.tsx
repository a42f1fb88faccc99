import { lazy, Suspense } from 'react';
import { Popover } from '../../components/popover.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { NameChoicesProps } from './name-choices.tsx';

const NameChoices = lazy(async () => ({ default: (await import('./name-choices.tsx')).NameChoices }));

function labelOf(chosen: readonly string[]): string {
  const [only] = chosen;
  if (only === undefined) return 'Any name';
  return chosen.length === 1 ? `Name: ${toVisibleText(only)}` : `${chosen.length} names`;
}

export function NameFilter(props: NameChoicesProps) {
  return (
    <Popover label={labelOf(props.chosen)}>
      <Suspense fallback={<p className="h-9 px-3 py-2" />}>
        <NameChoices {...props} />
      </Suspense>
    </Popover>
  );
}
