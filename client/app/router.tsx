import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router';
import { fromPathSegment, toPathSegment } from '../../shared/domain/instance-id.ts';
import { entitiesSearch } from '../features/entities/entities-search.ts';
import { failuresSearch } from '../features/failures/failures-search.ts';
import type { RawFunctionsSearch } from '../features/functions/functions-search.ts';
import { instanceSearch } from '../features/instance/instance-search.ts';
import { instanceListSearch } from '../features/instances/instance-list-search.ts';
import type { RawOperationsSearch } from '../features/operations/operations-search.ts';
import type { RawPartitionsSearch } from '../features/partitions/partitions-search.ts';
import { throughputSearch } from '../features/throughput/throughput-search.ts';
import { parseSearch, stringifySearch } from '../lib/search-text.ts';
import { HubLayout } from './hub-layout.tsx';
import { InstancesScreen } from './instances-screen.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

const NotFoundPage = lazyRouteComponent(() => import('./not-found-page.tsx'), 'NotFoundPage');

interface RootSearch {
  /** Shown in a frame, without the shell. */
  embed?: '1';
}

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: ({ embed }: Record<string, unknown>): RootSearch => (embed === '1' ? { embed } : {}),
  search: { middlewares: [retainSearchParams(['embed'])] },
  component: Shell,
  notFoundComponent: NotFoundPage,
});

const hubsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./hubs-screen.tsx'), 'HubsScreen'),
});

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/import',
  validateSearch: instanceSearch,
  component: lazyRouteComponent(() => import('../features/instance/import/import-page.tsx'), 'ImportPage'),
});

const hubRoute = createRoute({ getParentRoute: () => rootRoute, path: '/hubs/$hub', component: HubLayout });

const hubIndexRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router takes redirects as thrown objects
    throw redirect({ to: '/hubs/$hub/instances', params, replace: true });
  },
});

const instancesRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/instances',
  validateSearch: instanceListSearch,
  component: InstancesScreen,
});

const instanceIdParam = {
  parse: ({ instanceId }: { instanceId: string }) => ({ instanceId: fromPathSegment(instanceId) }),
  stringify: ({ instanceId }: { instanceId: string }) => ({ instanceId: toPathSegment(instanceId) }),
};

const instanceRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/instances/$instanceId',
  params: instanceIdParam,
  validateSearch: instanceSearch,
  component: lazyRouteComponent(() => import('./instance-screen.tsx'), 'InstanceScreen'),
});

const entitiesRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/entities',
  validateSearch: entitiesSearch,
  component: lazyRouteComponent(() => import('./entities-screen.tsx'), 'EntitiesScreen'),
});

const entityRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/entities/$instanceId',
  params: instanceIdParam,
  component: lazyRouteComponent(() => import('./entity-screen.tsx'), 'EntityScreen'),
});

const healthRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('../features/health/health-page.tsx'), 'HealthPage'),
});

const partitionsRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/partitions',
  // The page reads it, so that its rules are loaded with it.
  validateSearch: (search: Record<string, unknown>): RawPartitionsSearch => search,
  component: lazyRouteComponent(() => import('../features/partitions/partitions-page.tsx'), 'PartitionsPage'),
});

const throughputRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/throughput',
  validateSearch: throughputSearch,
  component: lazyRouteComponent(() => import('../features/throughput/throughput-page.tsx'), 'ThroughputPage'),
});

const failuresRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/failures',
  validateSearch: failuresSearch,
  component: lazyRouteComponent(() => import('./failures-screen.tsx'), 'FailuresScreen'),
});

const alertsRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/alerts',
  component: lazyRouteComponent(() => import('../features/alerts/alerts-page.tsx'), 'AlertsPage'),
});

const functionsRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/functions',
  // The page reads it, so that its rules are loaded with it.
  validateSearch: (search: Record<string, unknown>): RawFunctionsSearch => search,
  component: lazyRouteComponent(() => import('../features/functions/functions-page.tsx'), 'FunctionsPage'),
});

const startRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/start',
  component: lazyRouteComponent(() => import('../features/commands/start-page.tsx'), 'StartPage'),
});

const operationsRoute = createRoute({
  getParentRoute: () => hubRoute,
  path: '/operations',
  // The page reads it, so that its rules are loaded with it.
  validateSearch: (search: Record<string, unknown>): RawOperationsSearch => search,
  component: lazyRouteComponent(() => import('../features/operations/operations-page.tsx'), 'OperationsPage'),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('./session/signed-in-page.tsx'), 'SignedInPage'),
});

const routeTree = rootRoute.addChildren([
  hubsRoute,
  importRoute,
  signedInRoute,
  hubRoute.addChildren([
    hubIndexRoute,
    instancesRoute,
    instanceRoute,
    entitiesRoute,
    entityRoute,
    healthRoute,
    partitionsRoute,
    throughputRoute,
    failuresRoute,
    functionsRoute,
    alertsRoute,
    startRoute,
    operationsRoute,
  ]),
]);

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    ...(history && { history }),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
