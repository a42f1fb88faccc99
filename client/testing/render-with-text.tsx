import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { useState, type ReactNode } from 'react';

interface TextHolder {
  readonly text: string;
  readonly onTextChange: (text: string) => void;
}

interface HostProps {
  first: string;
  children: (holder: TextHolder) => ReactNode;
  onText: (text: string) => void;
}

function Host({ first, children, onText }: HostProps) {
  const [text, setText] = useState(first);
  function change(changed: string): void {
    onText(changed);
    setText(changed);
  }
  return children({ text, onTextChange: change });
}

/** Something that edits a text its page keeps, such as the filter of the URL; the function returned tells the text. */
export function renderWithText(first: string, children: HostProps['children']): () => string {
  let current = first;
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  });
  render(
    <QueryClientProvider client={queryClient}>
      <Host first={first} onText={(text) => (current = text)}>
        {children}
      </Host>
    </QueryClientProvider>,
  );
  return () => current;
}
