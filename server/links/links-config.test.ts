import { describe, expect, it } from 'vitest';
import { fillTemplate, problemOfTemplate, type LinkTarget } from './link-template.ts';
import { applicationInsightsSettings, linksSettings } from './links-config.ts';

const site = 'https://grafana.example';

describe('a template', () => {
  it.each<[string, LinkTarget]>([
    [`${site}/d/x?var-id={instanceId}&from={fromMs}&to={toMs}`, 'instance'],
    [`${site}/{connection}/{hub}#{from}-{to}`, 'hub'],
    ['http://localhost:16686/trace/{traceId}', 'instance'],
    [`${site}/{name}/{entityKey}`, 'entity'],
  ])('%s is fine on: %s', (url, on) => {
    expect(problemOfTemplate({ url, on })).toBeNull();
  });

  it.each<[string, LinkTarget, RegExp]>([
    [`${site}/{instanceID}`, 'instance', /\{instanceID\} is no placeholder/],
    [`${site}/{instanceId}`, 'hub', /\{instanceId\} is no placeholder of links on: hub/],
    [`${site}/{}`, 'instance', /\{\} is no placeholder/],
    ['https://{instanceId}.example/', 'instance', /behind the host name only/],
    ['https://{instanceId}', 'instance', /behind the host name only/],
    ['javascript:alert({instanceId})', 'instance', /must begin with https/],
    ['data://x/{instanceId}', 'instance', /must begin with https/],
    ['{instanceId}', 'instance', /must begin with https/],
    ['https://user:password@x.example/', 'instance', /user name/],
    [`${site}/{instanceId`, 'instance', /no partner/],
    ['https://[x/{hub}', 'hub', /cannot be read/],
  ])('%s on: %s is a mistake', (url, on, expected) => {
    expect(problemOfTemplate({ url, on })).toMatch(expected);
  });

  it('is left out without a value, and for one that would change the path', () => {
    const template = { label: 'x', url: `${site}/{name}/{version}`, on: 'instance', hubs: '*' } as const;
    expect(fillTemplate(template, { name: '..', version: null })).toEqual({
      ...{ label: 'x', url: null },
      missing: ['name', 'version'],
    });
  });

  it('takes a value for nothing but text', () => {
    const template = { label: 'x', url: `${site}/{name}?q={name}`, on: 'instance', hubs: '*' } as const;
    const { url } = fillTemplate(template, { name: "{hub}/../$&'(1)*" });
    expect(url).toBe(`${site}/%7Bhub%7D%2F..%2F%24%26%27%281%29%2A?q=%7Bhub%7D%2F..%2F%24%26%27%281%29%2A`);
  });
});

describe('settings', () => {
  it('name the kind of thing that a link is on', () => {
    expect(linksSettings.safeParse([{ label: 'x', url: site, on: 'partition' }]).success).toBe(false);
  });

  it.each([
    'not a resource',
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a',
    '/subscriptions/s/resourceGroups/g/providers/microsoft.insights/components/c/../../x',
  ])('take no other resource: %s', (resourceId) => {
    expect(applicationInsightsSettings.safeParse([{ resourceId }]).success).toBe(false);
  });

  it('take no portal without TLS', () => {
    const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/components/c';
    expect(applicationInsightsSettings.safeParse([{ resourceId }]).success).toBe(true);
    const settings = [{ resourceId, portal: 'http://portal.example' }];
    expect(applicationInsightsSettings.safeParse(settings).success).toBe(false);
  });
});
