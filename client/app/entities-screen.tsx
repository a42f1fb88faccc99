import { Brush } from 'lucide-react';
import { EntitiesPage } from '../features/entities/entities-page.tsx';
import { BatchButton } from '../features/operations/batch/batch-button.tsx';

/** Joins the features that meet on the list of entities. */
export function EntitiesScreen() {
  return (
    <EntitiesPage
      renderActions={(hub, q) => (
        <BatchButton
          hub={hub}
          command="clean-entity"
          label="Clean entity storage"
          icon={Brush}
          given={{ target: { kind: 'filter', q }, words: 'the entities of this list', exportText: q }}
        />
      )}
    />
  );
}
