import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { useState } from 'react';
import { createAppRouter } from './router.tsx';

interface AppProps {
  queryClient: QueryClient;
  /** The browser's own unless said otherwise. */
  history?: RouterHistory;
}

export function App({ queryClient, history }: AppProps) {
  const [router] = useState(() => createAppRouter(queryClient, history));
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
