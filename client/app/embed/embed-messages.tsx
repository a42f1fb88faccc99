import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { mayFrame } from '../../../shared/domain/frame-origins.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { setPreferences } from '../../lib/preferences.ts';
import { onSelection } from '../../lib/shown-selection.ts';
import { embedChannel, readEmbedRequest, type EmbedNotice, type EmbedRequest } from './embed-protocol.ts';

/** Browsers do not all tell who frames a page; the one that was there before it does. */
function framingOrigin(): string | null {
  if ('ancestorOrigins' in window.location) return window.location.ancestorOrigins[0] ?? null;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

function embedded(path: string): string {
  const { pathname, searchParams, hash } = new URL(path, window.location.origin);
  searchParams.set('embed', '1');
  return `${pathname}?${searchParams.toString()}${hash}`;
}

/** Talks with the portal that shows this dashboard in a frame, if the configuration allows it to. */
export function EmbedMessages() {
  const router = useRouter();
  const { data: session } = useQuery(sessionQuery);
  const patterns = session?.frameAncestors;
  useEffect(() => {
    const portal = framingOrigin();
    if (window.parent === window || portal === null || !mayFrame(patterns ?? [], portal)) return;
    const path = () => router.history.location.href;
    const tell = (notice: EmbedNotice) =>
      window.parent.postMessage({ channel: embedChannel, ...notice }, portal);
    const follow = (request: EmbedRequest) => {
      if (request.type === 'theme') setPreferences({ theme: request.theme });
      else router.history.push(embedded(request.path));
    };
    const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== window.parent || origin !== portal) return;
      const request = readEmbedRequest(data);
      if (request !== null) follow(request);
    };
    window.addEventListener('message', hear);
    const endNavigation = router.subscribe('onResolved', () => tell({ type: 'navigate', path: path() }));
    const endSelection = onSelection((selection) => tell({ type: 'selection', ...selection }));
    tell({ type: 'ready', version: 1, path: path() });
    return () => {
      window.removeEventListener('message', hear);
      endNavigation();
      endSelection();
    };
  }, [router, patterns]);
  return null;
}
