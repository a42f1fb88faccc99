import { Button } from './button.tsx';

interface EarlierButtonProps {
  query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** Below a list that goes back in time; nothing when it has been read to its beginning. */
export function EarlierButton({ query }: EarlierButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className="px-4 py-2">
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Earlier ones
      </Button>
    </div>
  );
}
