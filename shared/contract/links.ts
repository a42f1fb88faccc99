import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instanceParams, instant } from './values.ts';

/** Of a link template that an operator configured. */
export const filledLink = z.object({
  label: z.string(),
  /** `null` = something that it needs is not known here: see `missing`. */
  url: z.url({ protocol: /^https?$/ }).nullable(),
  /** Names of placeholders without a value. */
  missing: z.array(z.string()),
});
export type FilledLink = z.infer<typeof filledLink>;

export const trackingQueryKinds = [
  /** Tracking events of one instance, in order. */
  'instance-tracking',
  /** What the engine logged about one instance. */
  'instance-engine-log',
  /** Everything with the trace id of one instance. */
  'instance-trace',
  /** The latest tracking event of each instance of a hub. */
  'hub-tracking',
  /** What the engine logged, of all hubs of the app. */
  'hub-engine-log',
] as const;
export type TrackingQueryKind = (typeof trackingQueryKinds)[number];

/** A query in the Kusto Query Language, for the logs of Application Insights. */
export const trackingQuery = z.object({
  kind: z.enum(trackingQueryKinds),
  text: z.string(),
  /** Opens it in the portal; `null` = no Application Insights is configured for the hub. */
  url: z.url({ protocol: /^https$/ }).nullable(),
});
export type TrackingQuery = z.infer<typeof trackingQuery>;

const linksAndQueries = z.object({
  links: z.array(filledLink),
  queries: z.array(trackingQuery),
  /** The span of time that links and queries are about. */
  from: instant,
  to: instant,
  /** What could not be read, in words. */
  problems: z.array(z.string()),
});
export type LinksAndQueries = z.infer<typeof linksAndQueries>;

export const getInstanceLinks = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/links',
  summary: 'Links to other tools and queries for Application Insights, filled in for one instance',
  params: instanceParams,
  result: linksAndQueries,
});

export const getHubLinks = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/links',
  summary: 'Links to other tools and queries for Application Insights, filled in for one hub',
  params: hubParams,
  query: z.object({
    /** How far back from now. */
    minutes: z.coerce.number().int().min(1).max(43_200).default(60),
  }),
  result: linksAndQueries,
});
