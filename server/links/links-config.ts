import { z } from 'zod';
import { linkTargets, problemOfTemplate, type LinkTemplate } from './link-template.ts';

const hubs = z.string().min(1).default('*');

/** Part `links` of the configuration. */
export const linksSettings = z
  .array(
    z.strictObject({
      label: z.string().trim().min(1).max(80),
      url: z.string().min(1).max(4_000),
      on: z.enum(linkTargets),
      hubs,
    }),
  )
  .max(100)
  .default([]);

const resource =
  /^\/subscriptions\/[\w-]+\/resourcegroups\/[^/?#\s]+\/providers\/(?:microsoft\.insights\/components|microsoft\.operationalinsights\/workspaces)\/[^/?#\s]+$/i;

/** Part `applicationInsights` of the configuration. */
export const applicationInsightsSettings = z
  .array(
    z.strictObject({
      hubs,
      resourceId: z
        .string()
        .regex(
          resource,
          'must be the resource id of an Application Insights component or of a Log Analytics workspace',
        ),
      /** Id or domain name of the directory to sign in to. */
      tenant: z
        .string()
        .regex(/^[\w.-]+$/, 'must be the id or a domain name of a directory')
        .nullable()
        .default(null),
      portal: z
        .url({ protocol: /^https$/ })
        .transform((url) => new URL(url).origin)
        .default('https://portal.azure.com'),
    }),
  )
  .max(100)
  .default([]);

/** Where the logs of some task hubs are. */
export type LogsTarget = z.output<typeof applicationInsightsSettings>[number];

export interface LinksConfig {
  readonly templates: readonly LinkTemplate[];
  /** The first that fits a hub is meant. */
  readonly logs: readonly LogsTarget[];
}

/** Says what is wrong in `problems`. */
export function linksConfig(
  templates: readonly LinkTemplate[],
  logs: readonly LogsTarget[],
  problems: string[],
): LinksConfig {
  for (const template of templates) {
    const problem = problemOfTemplate(template);
    if (problem !== null) problems.push(`links: "${template.label}": ${problem}.`);
  }
  return { templates, logs };
}
