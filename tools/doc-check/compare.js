// Compares the evaluator of the pages with the generated assembly: compare.js SITE SOURCES TODAY RESULTS GDL…, where SOURCES is the folder to which the
// names of the files are relative, and GDL… the command line that runs gdl. Every test patient of every guideline, and the same patients with one fact at
// a time forgotten, must get the same result. What the assembly says of the test patients is written to the folder RESULTS, for browser.js.
'use strict';
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [site, sources, today, results, ...gdl] = process.argv.slice(2);
let compared = 0;
let refused = 0;
let different = 0;

// The same numbers on every run.
function randomNumbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

const asNumber = (fraction) => (fraction === null || fraction === undefined ? null : Number(fraction.n) / Number(fraction.d));

// The numbers with which conditions compare a fact.
function cutsOf(value, fact, cuts) {
  if (Array.isArray(value)) {
    if (value[0] === 'r' && value[1][0] === 'f' && value[1][1] === fact) { value[2].forEach((i) => [i[0], i[2]].forEach((v) => { if (v) { cuts.push(asNumber(v)); } })); }
    value.forEach((v) => cutsOf(v, fact, cuts));
  } else if (value && typeof value === 'object' && value.n === undefined) {
    Object.values(value).forEach((v) => cutsOf(v, fact, cuts));
  }
  return cuts;
}

function randomValue(model, fact, index, random) {
  const day = (n) => new Date(Date.UTC(2023, 0, 1) + n * 86400000).toISOString();
  switch (fact.kind) {
    case 'yesno': return random(2) === 1;
    case 'one': return fact.values[random(fact.values.length)][0];
    case 'set': return fact.values.map((v) => v[0]).filter(() => random(3) === 0);
    case 'date': return day(random(1100)).slice(0, 10);
    case 'datetime': return day(random(1100) + random(100) / 100).slice(0, 19);
    default: {
      const step = asNumber(fact.step) || 0.5;
      const low = asNumber(fact.min) === null ? 0 : asNumber(fact.min);
      const high = asNumber(fact.max) === null ? low + 100 : asNumber(fact.max);
      fact.cuts = fact.cuts || cutsOf([model.derived, model.constraints, model.decisions], index, []);
      const base = fact.cuts.length && random(3) > 0 ? fact.cuts[random(fact.cuts.length)] + (random(3) - 1) * step : low + random(Math.max(1, Math.round((high - low) / step))) * step;
      return Number((Math.round(Math.min(high, Math.max(low, base)) / step) * step).toFixed(6));
    }
  }
}

function patientsOf(model) {
  const patients = [];
  for (const test of model.tests) {
    patients.push({ ...test.patient });
    for (const fact of Object.keys(test.patient)) {
      const { [fact]: _, ...rest } = test.patient;
      patients.push(rest);
    }
  }
  const random = randomNumbers(model.facts.length);
  for (let i = 0; i < Number(process.env.DOC_CHECK_PATIENTS || 120); i++) {
    const base = model.tests.length && i % 2 === 0 ? { ...model.tests[random(model.tests.length)].patient } : {};
    model.facts.forEach((fact, f) => { if (random(i % 2 === 0 ? 8 : 2) === 0) { base[fact.id] = randomValue(model, fact, f, random); } });
    patients.push(base);
  }
  patients.push({});
  const unique = new Map(patients.map((p) => [JSON.stringify(p), p]));
  return [...unique.values()];
}

// The members in order, so that a different order is a difference.
const ordered = (value) => JSON.stringify(value);

mkdirSync(results, { recursive: true });
// gdl ends with 2 when some patients are refused; the results of the others are there all the same.
function run(parameters) {
  const { status, stdout, stderr } = spawnSync(gdl[0], [...gdl.slice(1), ...parameters], { maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 2) { throw new Error(stderr.toString()); }
  return stdout.toString().trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const work = mkdtempSync(join(tmpdir(), 'doc-check-'));
for (const folder of readdirSync(site).filter((f) => f.startsWith('g-')).sort()) {
  const page = require(resolve(site, folder, 'evaluator.js'));
  const { model } = page;
  if (model.facts.some((f) => f.id === 'id')) { throw new Error('a fact named id leaves no name for the patients'); }
  const patients = patientsOf(model).map((patient, i) => ({ id: 'p' + i, ...patient }));
  const file = join(work, folder + '.jsonl');
  writeFileSync(file, patients.map((p) => JSON.stringify(p) + '\n').join(''));
  const assembly = new Map(run(['run', resolve(sources, model.file), '--patient', file, '--format', 'json', '--today', today])
    .filter((r) => r.guideline && r.guideline.id === model.id).map((r) => [r.patient, r]));
  const inTests = new Set(model.tests.map((t) => JSON.stringify(t.patient)));
  writeFileSync(join(results, folder + '.jsonl'), patients.map(({ id, ...patient }) => (assembly.has(id) && inTests.has(JSON.stringify(patient))
    ? JSON.stringify({ patient, result: assembly.get(id) }) + '\n' : '')).join(''));
  for (const patient of patients) {
    compared++;
    let ours = null;
    try {
      ours = page.evaluate(patient, today);
    } catch (error) {
      if (!error.faults) { throw error; }
    }
    const theirs = assembly.get(patient.id) || null;
    if (!ours || !theirs) {
      refused++;
      if (ours || theirs) {
        different++;
        console.error(`${model.id}: only ${ours ? 'the page' : 'the assembly'} accepts ${JSON.stringify(patient)}`);
      }
      continue;
    }
    // Paths are relative to where each was called; the digest covers them.
    const plain = (r) => ordered({ ...r, guideline: { id: r.guideline.id, version: r.guideline.version } }).replace(/"file":"[^"]*"/g, '"file":""');
    if (plain(ours) !== plain(theirs)) {
      different++;
      if (different <= 5) {
        console.error(`${model.id}: ${JSON.stringify(patient)}`);
        for (const [j, d] of ours.decisions.entries()) {
          if (plain({ guideline: {}, d }) !== plain({ guideline: {}, d: theirs.decisions[j] })) {
            console.error('  page     ' + JSON.stringify(d).slice(0, 1500));
            console.error('  assembly ' + JSON.stringify(theirs.decisions[j]).slice(0, 1500));
          }
        }
        if (ordered(ours.derived) !== ordered(theirs.derived)) { console.error('  page     ' + ordered(ours.derived)); console.error('  assembly ' + ordered(theirs.derived)); }
      }
    }
  }
}
rmSync(work, { recursive: true });
console.log(`${compared} patients compared, ${refused} of them refused, ${different} different`);
process.exit(different === 0 && compared > 0 ? 0 : 1);
