import { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { createAppRouter } from './router.tsx';

const ids = [
  'order-1003:ship-1',
  'a/b/c',
  'with#hash?and=query&more',
  'percent%20%2F',
  '100%',
  `quotes'"\`back\\slash`,
  '😀 emoji',
  ' spaces  inside ',
  '<img src=x onerror=alert(1)>',
  '.',
  '..',
  '~.',
  '...',
  '$instanceId',
  '{-$a}',
  '@counter@a/b',
  'ü'.repeat(100),
  'a+b;c=d,e@f:g!h*i(j)',
];

async function idAt(address: string): Promise<string | undefined> {
  const router = createAppRouter(new QueryClient(), createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  const match = router.state.matches.at(-1);
  return match?.params && 'instanceId' in match.params ? match.params.instanceId : undefined;
}

test.each(ids)('the id %j survives being a link and being opened again', async (instanceId) => {
  const history = createMemoryHistory({ initialEntries: ['/'] });
  const router = createAppRouter(new QueryClient(), history);
  await router.load();
  for (const to of ['/hubs/$hub/instances/$instanceId', '/hubs/$hub/entities/$instanceId'] as const) {
    const { publicHref } = router.buildLocation({ to, params: { hub: 'a~b', instanceId } });
    const asBrowsersRead = new URL(publicHref, 'http://localhost');
    expect(await idAt(asBrowsersRead.pathname + asBrowsersRead.search + asBrowsersRead.hash)).toBe(
      instanceId,
    );
    await router.navigate({ to, params: { hub: 'a~b', instanceId } });
    const read = new URL(history.location.href, 'http://localhost');
    expect(await idAt(read.pathname)).toBe(instanceId);
  }
});
