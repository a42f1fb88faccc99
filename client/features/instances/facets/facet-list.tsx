import { useQuery } from '@tanstack/react-query';
import { validFilter } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { Panel } from '../../../components/panel.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { choiceIn, editChoice } from '../filter/choice-edits.ts';
import { useReaderZone } from '../filter/reader-zone.ts';
import { facetLooks } from './facet-look.ts';
import { instanceFacetsQuery } from './facet-queries.ts';
import { FacetSection } from './facet-section.tsx';
import { facetOf } from './facet-values.ts';

export interface FacetListProps {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string;
  onTextChange: (text: string) => void;
}

/** Counts of the present filter by its most telling fields; each leaves out the filter on itself. */
export function FacetList({ hub, text, onTextChange }: FacetListProps) {
  const { zone } = useReaderZone();
  const query = useQuery(instanceFacetsQuery(hub, validFilter(text, zone)));
  const terms = parseFilter(text, zone).terms.map(({ term }) => term);
  return (
    <Panel
      title="Facets"
      query={query}
      isFlush
      skeleton={
        <div className="px-4">
          <SkeletonLines lines={12} />
        </div>
      }
    >
      {(facets) => (
        <>
          {facets.coverage.asOf === null && (
            <p role="status" className="px-4 pb-1 text-sm text-ink-muted">
              Counts of the {formatCount(facets.coverage.rows)} rows read so far.
            </p>
          )}
          {facetLooks.map(({ field, ...look }) => {
            const facet = facetOf(facets, field);
            return (
              facet && (
                <FacetSection
                  key={field}
                  {...look}
                  hub={hub}
                  field={field}
                  facet={facet}
                  choice={choiceIn(terms, field)}
                  onEdit={(value, action) => onTextChange(editChoice(text, zone, { field, value, action }))}
                />
              )
            );
          })}
          {facets.coverage.unreadFailures > 0 && (
            <p className="px-4 py-2 text-sm text-ink-muted">
              {plural(facets.coverage.unreadFailures, 'failure')} not read yet and missing under Failure.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
