import { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory, type RouterHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { App } from '../app/app.tsx';

/** The whole client at an address, with its own query cache and without retries. Stub `listHubs` too: the header asks for it. */
export function renderApp(address: string): { history: RouterHistory; queryClient: QueryClient } {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  render(<App queryClient={queryClient} history={history} />);
  return { history, queryClient };
}
