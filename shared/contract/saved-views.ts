import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

/** Of one task hub. */
export const maxViews = 200;

export const viewName = z.string().trim().min(1).max(80);
/** The query string of the instances page, without `?`. */
const viewSearch = z.string().max(100_000);

/** A view that everybody who uses this dashboard sees. */
export const savedView = z.object({
  id: z.string(),
  name: viewName,
  search: viewSearch,
  savedAt: instant,
});
export type SavedView = z.infer<typeof savedView>;

const savedViews = z.object({
  views: z.array(savedView),
  /** The view the instances page opens with when its address asks for nothing. */
  defaultId: z.string().nullable(),
  /** `false`: kept in memory, gone when the dashboard stops. */
  isDurable: z.boolean(),
});

const viewParams = hubParams.extend({ viewId: z.string().min(1).max(100) });

export const listSavedViews = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/saved-views',
  summary: 'The shared views of a task hub',
  params: hubParams,
  result: savedViews,
});

/**
 * `replaces`: id of the view that has this name and search from then on, so that a view is changed or renamed and keeps its id.
 * A name that another view of the hub has, whatever its case, is `conflict`.
 */
export const saveView = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/saved-views',
  summary: 'Keep a shared view',
  params: hubParams,
  body: z.object({ name: viewName, search: viewSearch, replaces: z.string().optional() }),
  result: savedView,
});

export const deleteView = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/saved-views/:viewId/delete',
  summary: 'Remove a shared view',
  params: viewParams,
  body: z.object({}),
  result: savedViews,
});

export const setDefaultView = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/default-view',
  summary: 'Choose the view the instances page opens with',
  params: hubParams,
  body: z.object({ viewId: z.string().nullable() }),
  result: savedViews,
});
