/** Where code may reach: pure cores reach contracts alone; no service reaches another. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'packages-know-no-service', severity: 'error', from: { path: '^packages/' }, to: { path: '^(services|demonstration|drill)/' , pathNot: '^demonstration/src/index\\.ts$' } },
    { name: 'only-the-launcher-runs-the-demonstration', severity: 'error', from: { path: '^packages/(?!launcher/)' }, to: { path: '^demonstration/' } },
    { name: 'no-service-knows-another', severity: 'error', from: { path: '^services/([^/]+)/' }, to: { path: '^services/', pathNot: '^services/$1/' } },
    {
      name: 'pure-cores-do-no-work-outside',
      severity: 'error',
      from: { path: '^packages/(scoring-engine|score-run|simulation|incentive-rules|contracts)/src', pathNot: '(test|fixture)\\.ts$|/write[^/]*\\.ts$|/golden/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-cores-reach-contracts-alone',
      severity: 'error',
      from: { path: '^packages/(scoring-engine|score-run|simulation|incentive-rules|verifiable-log)/src', pathNot: '(test|fixture)\\.ts$' },
      to: { path: '^packages/', pathNot: '^packages/(contracts|scoring-engine|score-run|simulation|incentive-rules|verifiable-log)/' },
    },
    {
      name: 'the-log-needs-only-crypto',
      severity: 'error',
      from: { path: '^packages/verifiable-log/src', pathNot: '(test|fixture)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'one-file-knows-the-client-of-kafka',
      severity: 'error',
      from: { path: '^(packages|services|demonstration)/', pathNot: '^packages/bus/src/kafka\\.ts$|(test|fixture)\\.ts$' },
      to: { path: 'node_modules/kafkajs/' },
    },
    { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)node_modules/|\\.cache' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
};
