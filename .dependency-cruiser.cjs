/** The rooms of docs/architecture.md and the directions in which they may import. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-no-room',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(client|server|e2e)/' },
    },
    {
      name: 'shared-knows-only-zod',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'client-and-server-never-meet',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^(client|server)/', pathNot: '^$1/' },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      from: { path: '^(client|server)/features/([^/]+)/' },
      to: { path: '^$1/features/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'client-foundations-look-down',
      severity: 'error',
      from: { path: '^client/(api|components|lib)/' },
      to: { path: '^client/(app|features)/' },
    },
    {
      name: 'services-know-no-http',
      severity: 'error',
      from: { path: '^server/features/.*-service\\.ts$' },
      to: { path: '^(server/http/|node_modules/express)' },
    },
    {
      name: 'nothing-needs-the-benchmarks',
      severity: 'error',
      from: { path: '^(client|server|shared|e2e)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'e2e-imports-only-shared',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(client|server)/' },
    },
    {
      name: 'only-main-picks-providers',
      severity: 'error',
      comment:
        'server/demo speaks the same wire format, so it shares the format folder (docs/decisions/0001).',
      from: { path: '^server/', pathNot: '^server/(main\\.ts|providers/|testing/)|\\.test\\.ts$' },
      to: { path: '^server/providers/', pathNot: '^server/providers/azure-storage/format/' },
    },
    {
      name: 'wire-format-has-no-sdk',
      severity: 'error',
      from: { path: '^server/providers/azure-storage/format/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/@azure/' },
    },
    {
      name: 'sdk-stays-in-providers',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(providers|demo|testing)/|\\.test\\.ts$' },
      to: { path: 'node_modules/@azure/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
