import { join } from 'node:path';
import { openJsonFile } from '../../storage/json-file.ts';
import { noViews, SavedViewsService, viewsDocument } from './saved-views-service.ts';

/** In one file of the data directory, or in memory where there is none. */
export async function openSavedViews(
  dataDirectory: string | null,
  onNotice: (notice: string) => void,
): Promise<SavedViewsService> {
  if (dataDirectory === null) return new SavedViewsService();
  const path = join(dataDirectory, 'saved-views.json');
  return new SavedViewsService(await openJsonFile({ path, schema: viewsDocument, empty: noViews, onNotice }));
}
