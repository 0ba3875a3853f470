// The benchmark guideline in rule engines for Node: node measure.mjs FILE, with the FILE that "peers FILE" of the benchmarks wrote.
// An engine that gives one patient other rules than the guideline does is not measured.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import cql from 'cql-execution';
import { Engine } from 'json-rules-engine';
import { ZenEngine } from '@gorules/zen-engine';

const { rules, patients, given } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function jsonRulesEngine() {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const rule of rules) {
    const all = rule.all.flatMap(c => [
      ...(c.in ? [{ fact: c.fact, operator: 'in', value: c.in }] : []),
      ...(c.from === undefined ? [] : [{ fact: c.fact, operator: 'greaterThanInclusive', value: c.from }]),
      ...(c.below === undefined ? [] : [{ fact: c.fact, operator: 'lessThan', value: c.below }]),
    ]);
    engine.addRule({ conditions: { all }, event: { type: rule.name } });
  }
  return async patient => ({ names: (await engine.run(patient)).events.map(event => event.type) });
}

/** One decision table: a column a fact, a row a rule, every row that fits is an answer. */
function zen(trace) {
  const facts = [...new Set(rules.flatMap(rule => rule.all.map(c => c.fact)))];
  const cell = c => c.in ? c.in.map(value => JSON.stringify(value)).join(', ')
    : [c.from === undefined ? '' : `$ >= ${c.from}`, c.below === undefined ? '' : `$ < ${c.below}`].filter(Boolean).join(' and ');
  const column = (rule, fact) => {
    const conditions = rule.all.filter(c => c.fact === fact);
    return conditions.every(c => !c.in) && conditions.length > 0
      ? ['$ != null', ...conditions.map(cell)].join(' and ')
      : conditions.map(cell).join('');
  };
  const table = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      {
        id: 'table', name: 'table', type: 'decisionTableNode',
        content: {
          hitPolicy: 'collect',
          inputs: facts.map(fact => ({ id: fact, name: fact, type: 'expression', field: fact })),
          outputs: [{ id: 'rule', name: 'rule', type: 'expression', field: 'rule' }],
          rules: rules.map(rule => ({
            _id: rule.name, rule: JSON.stringify(rule.name),
            ...Object.fromEntries(facts.map(fact => [fact, column(rule, fact)])),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(table)));
  return async patient => {
    const complete = Object.fromEntries(facts.map(fact => [fact, patient[fact] ?? null]));
    const { result, performance: inner } = await decision.evaluate(complete, { trace });
    return { names: result.map(row => row.rule), inner: nanoseconds(inner) };
  };
}

/** The rules as statements of one ELM library, the facts as its parameters. */
function cqlExecution() {
  const facts = [...new Set(rules.flatMap(rule => rule.all.map(c => c.fact)))];
  const named = name => `{urn:hl7-org:elm-types:r1}${name}`;
  const typeOf = value => ({ number: 'Decimal', boolean: 'Boolean', string: 'String' })[typeof value];
  const literal = value => ({ type: 'Literal', valueType: named(typeOf(value)), value: String(value) });
  const compare = (type, fact, value) => ({ type, operand: [{ type: 'ParameterRef', name: fact }, literal(value)] });
  const parts = c => [
    ...(c.in ? [{ type: 'In', operand: [{ type: 'ParameterRef', name: c.fact }, { type: 'List', element: c.in.map(literal) }] }] : []),
    ...(c.from === undefined ? [] : [compare('GreaterOrEqual', c.fact, c.from)]),
    ...(c.below === undefined ? [] : [compare('Less', c.fact, c.below)]),
  ];
  const type = fact => typeOf(rules.flatMap(rule => rule.all).filter(c => c.fact === fact).map(c => c.in?.[0] ?? c.from ?? c.below)[0]);
  const library = new cql.Library({
    library: {
      identifier: { id: 'Benchmark', version: '1' },
      schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
      usings: { def: [{ localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' }] },
      parameters: {
        def: facts.map(name => ({ name, accessLevel: 'Public', parameterTypeSpecifier: { type: 'NamedTypeSpecifier', name: named(type(name)) } })),
      },
      statements: {
        def: rules.map(rule => ({
          name: rule.name, context: 'Unfiltered', accessLevel: 'Public',
          expression: rule.all.flatMap(parts).reduce((a, b) => ({ type: 'And', operand: [a, b] })),
        })),
      },
    },
  });
  const nobody = new cql.PatientSource([]);
  return async patient => {
    const { unfilteredResults } = await new cql.Executor(library, undefined, patient).exec(nobody);
    return { names: rules.map(rule => rule.name).filter(name => unfilteredResults[name] === true) };
  };
}

function nanoseconds(text) {
  const [, number, unit] = /^([\d.]+)\s*(ns|µs|us|ms|s)$/.exec(text);
  return Number(number) * { ns: 1, µs: 1e3, us: 1e3, ms: 1e6, s: 1e9 }[unit];
}

async function measure(name, ask) {
  for (const [i, patient] of patients.entries()) {
    const names = (await ask(patient)).names.sort().join();
    if (names !== [...given[i]].sort().join()) {
      throw new Error(`${name} gives patient ${i} the rules ${names || 'none'} instead of ${given[i].join() || 'none'}.`);
    }
  }
  let least = Infinity;
  let inner = Infinity;
  for (const end = performance.now() + 4000; performance.now() < end;) {
    let sum = 0;
    const start = performance.now();
    for (const patient of patients) {
      sum += (await ask(patient)).inner ?? NaN;
    }
    least = Math.min(least, (performance.now() - start) * 1e6 / patients.length);
    inner = Math.min(inner, sum / patients.length);
  }
  console.log(`${name.padEnd(30)} ${least.toFixed(0).padStart(10)} ns${Number.isFinite(inner) ? `, of which the engine reports ${inner.toFixed(0)}` : ''}`);
}

await measure('cql-execution', cqlExecution());
await measure('json-rules-engine', jsonRulesEngine());
await measure('zen-engine', zen(false));
await measure('zen-engine with trace', zen(true));
