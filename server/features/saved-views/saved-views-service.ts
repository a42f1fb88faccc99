import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BodyOf, ResultOf } from '../../../shared/contract/endpoint.ts';
import {
  maxViews,
  savedView,
  type SavedView,
  type listSavedViews,
  type saveView,
} from '../../../shared/contract/saved-views.ts';
import { isSameViewName } from '../../../shared/domain/view-name.ts';
import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import { memoryDocument, type StoredDocument } from '../../storage/document.ts';

const hubViews = z.object({ views: z.array(savedView), defaultId: z.string().nullable() });
type HubViews = z.infer<typeof hubViews>;

export const viewsDocument = z.object({ version: z.literal(1), hubs: z.record(z.string(), hubViews) });
type ViewsDocument = z.infer<typeof viewsDocument>;

export const noViews: ViewsDocument = { version: 1, hubs: {} };

type SavedViews = ResultOf<typeof listSavedViews>;

function withView({ views, defaultId }: HubViews, view: SavedView): HubViews {
  if (views.some(({ id, name }) => id !== view.id && isSameViewName(name, view.name))) {
    throw new AppError('conflict', `There is a shared view called “${view.name}” already.`);
  }
  const isKnown = views.some(({ id }) => id === view.id);
  if (!isKnown && views.length >= maxViews) {
    throw new AppError(
      'action-refused',
      `A task hub keeps at most ${maxViews} shared views. Delete one first.`,
    );
  }
  const kept = isKnown ? views.map((each) => (each.id === view.id ? view : each)) : [...views, view];
  return { views: kept, defaultId };
}

function requireView({ views }: HubViews, viewId: string): void {
  if (views.some(({ id }) => id === viewId)) return;
  throw new AppError('not-found', 'This shared view is gone: somebody deleted it.');
}

/** The views of each task hub that everybody shares. */
export class SavedViewsService {
  constructor(private readonly document: StoredDocument<ViewsDocument> = memoryDocument(noViews)) {}

  list(hub: string): SavedViews {
    const { views, defaultId } = this.of(hub);
    const sorted = views.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    return { views: sorted, defaultId, isDurable: this.document.isDurable };
  }

  async save(hub: string, { name, search, replaces }: BodyOf<typeof saveView>): Promise<SavedView> {
    const view = { id: replaces ?? randomUUID(), name, search, savedAt: nowInstant() };
    await this.change(hub, (now) => {
      if (replaces !== undefined) requireView(now, replaces);
      return withView(now, view);
    });
    return view;
  }

  /** A view that is gone already is no failure. */
  delete(hub: string, viewId: string): Promise<SavedViews> {
    return this.change(hub, ({ views, defaultId }) => ({
      views: views.filter(({ id }) => id !== viewId),
      defaultId: defaultId === viewId ? null : defaultId,
    }));
  }

  setDefault(hub: string, viewId: string | null): Promise<SavedViews> {
    return this.change(hub, (now) => {
      if (viewId !== null) requireView(now, viewId);
      return { ...now, defaultId: viewId };
    });
  }

  private of(hub: string, { hubs }: ViewsDocument = this.document.read()): HubViews {
    return hubs[hub] ?? { views: [], defaultId: null };
  }

  private async change(hub: string, next: (now: HubViews) => HubViews): Promise<SavedViews> {
    await this.document.change((now) => ({
      ...now,
      hubs: { ...now.hubs, [hub]: next(this.of(hub, now)) },
    }));
    return this.list(hub);
  }
}
