import { useCallback, useMemo, useState } from 'react';
import type { InstanceTabProps } from '../instance-tab.ts';
import type { SceneItem } from './graph-scene.ts';

const noPages: ReadonlyMap<string, number> = new Map();

/** Which nodes are unfolded or show their child is in the address; on which page an unfolded one is, is not. */
export function useOpenNodes({ search, onSearch }: Pick<InstanceTabProps, 'search' | 'onSearch'>) {
  const [pages, setPages] = useState(noPages);
  const open = useMemo(() => new Set(search.open), [search.open]);

  function toggle({ id, isOpen }: SceneItem): void {
    // What was open inside of it closes with it.
    const others = [...open].filter((other) => other !== id && !other.startsWith(`${id}/`));
    const chosen = isOpen ? others : [...others, id];
    onSearch({ open: chosen.length === 0 ? undefined : chosen });
  }
  const turnPage = useCallback(
    ({ id }: SceneItem, page: number) => setPages((before) => new Map(before).set(id, page)),
    [],
  );
  return { open, pages, toggle, turnPage };
}
