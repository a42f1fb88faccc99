import { ExternalLink } from 'lucide-react';
import type { FilledLink } from '../../../shared/contract/links.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

export function OutsideLink({ url, children }: { url: string; children: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className="relative inline-flex h-7 max-w-full items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
    >
      <bdi className="truncate">{toVisibleText(children)}</bdi>
      <ExternalLink aria-hidden size={12} className="shrink-0 text-ink-faint" />
      <span className="sr-only">(opens in another tab)</span>
    </a>
  );
}

/** Links to other tools; those that lack something say what. */
export function FilledLinks({ links }: { links: readonly FilledLink[] }) {
  if (links.length === 0) return null;
  return (
    <ul aria-label="Links" className="flex flex-wrap items-center gap-2">
      {links.map(({ label, url, missing }, position) => (
        <li key={`${position} ${label}`} className="max-w-full min-w-0">
          {url === null ? (
            <span className="text-ink-muted">
              {toVisibleText(label)}: left out, {missing.join(' and ')} {missing.length > 1 ? 'are' : 'is'}{' '}
              not known
            </span>
          ) : (
            <OutsideLink url={url}>{label}</OutsideLink>
          )}
        </li>
      ))}
    </ul>
  );
}
