/** What people ask of a list: `path` is the endpoint behind `/api/hubs/<hub>/`. */
export interface Question {
  readonly what: string;
  readonly path: 'instances' | 'instance-facets' | 'instance-histogram' | 'throughput' | 'failures';
  readonly query: Readonly<Record<string, string>>;
}

function list(what: string, q: string, order: Readonly<Record<string, string>> = {}): Question {
  return { what, path: 'instances', query: { q, limit: '100', ...order } };
}

/** Thirty different ones; times are relative to the end of the seeded rows, which is the moment of the run. */
export function listQuestions(window: { from: string; to: string }): readonly Question[] {
  return [
    list('newest first', ''),
    list('oldest first', '', { sort: 'createdAt', order: 'asc' }),
    list('last updated first', '', { sort: 'lastUpdatedAt', order: 'desc' }),
    list('longest first', '', { sort: 'durationMs', order: 'desc' }),
    list('by id', '', { sort: 'instanceId', order: 'asc' }),
    list('by name, descending', '', { sort: 'name', order: 'desc' }),
    list('by custom status', '', { sort: 'customStatus', order: 'asc' }),
    list('failed', 'status:failed'),
    list('running or pending, oldest first', 'status:running,pending', { sort: 'createdAt', order: 'asc' }),
    list('entities', 'kind:entity', { sort: 'lastUpdatedAt', order: 'desc' }),
    list('one name', 'name:OrderWorkflow'),
    list('names that start with', 'name:order*'),
    list('not of two names', '-name:OrderWorkflow,E1_HelloSequence'),
    list('id starts with', 'id:order-2*'),
    list('id contains', '77a'),
    list('created in the last hour', 'created>=-1h'),
    list('created within two days', 'created:-5d..-3d'),
    list('running for more than a day', 'status:running age>1d', { sort: 'createdAt', order: 'asc' }),
    list('took more than a minute', 'duration>1m', { sort: 'durationMs', order: 'desc' }),
    list('idle for an hour, still open', 'status:running,suspended idle>1h'),
    list('custom status contains', 'custom:waiting'),
    list('value inside the custom status', 'custom.step:3'),
    list('failure text', 'failure:timeout'),
    list('one partition, failed', 'partition:1 status:failed'),
    list('a tag', 'tag.region:west'),
    list('children', 'parent:*'),
    list('failed this week, of one name, by duration', 'status:failed name:Order* created>=-7d', {
      sort: 'durationMs',
      order: 'desc',
    }),
    { what: 'facets of everything', path: 'instance-facets', query: { q: '' } },
    { what: 'facets of the failed', path: 'instance-facets', query: { q: 'status:failed' } },
    {
      what: 'histogram of everything',
      path: 'instance-histogram',
      query: { q: '', by: 'created', color: 'status' },
    },
    {
      what: 'histogram of one name by name',
      path: 'instance-histogram',
      query: { q: 'name:order*', by: 'updated', color: 'name' },
    },
    { what: 'throughput of a week', path: 'throughput', query: { q: '', ...window } },
    { what: 'failures by fingerprint', path: 'failures', query: { q: '' } },
  ];
}
