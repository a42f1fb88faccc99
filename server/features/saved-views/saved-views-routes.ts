import {
  deleteView,
  listSavedViews,
  saveView,
  setDefaultView,
} from '../../../shared/contract/saved-views.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { SavedViewsService } from './saved-views-service.ts';

export function savedViewsRoutes(hubs: HubRegistry, views: SavedViewsService): Route[] {
  /** Views of hubs that do not exist would never be seen again. */
  const keyOf = async ({ hub }: { hub: string }) => (await hubs.find(hub)).key;
  return [
    serve(listSavedViews, async ({ params }) => views.list(await keyOf(params))),
    serve(saveView, async ({ params, body }) => views.save(await keyOf(params), body)),
    serve(deleteView, async ({ params }) => views.delete(await keyOf(params), params.viewId)),
    serve(setDefaultView, async ({ params, body }) => views.setDefault(await keyOf(params), body.viewId)),
  ];
}
