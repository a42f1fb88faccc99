import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type RouterHistory,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { parseSearch, stringifySearch } from '../lib/search-text.ts';

type Search = Record<string, unknown>;

/** A part of the instances page alone, where the page would be; it gets the search of the address. */
export function renderAtList(
  address: string,
  children: (search: Search) => ReactNode,
): { history: RouterHistory; leave: () => void } {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  });
  const rootRoute = createRootRoute();
  const listRoute = createRoute({
    getParentRoute: () => rootRoute,
    path: '/hubs/$hub/instances',
    validateSearch: (search: Search) => search,
    component: function List() {
      return children(listRoute.useSearch());
    },
  });
  const otherRoute = createRoute({ getParentRoute: () => rootRoute, path: '$', component: () => null });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({
    routeTree: rootRoute.addChildren([listRoute, otherRoute]),
    history,
    parseSearch,
    stringifySearch,
  });
  const { unmount } = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { history, leave: unmount };
}
