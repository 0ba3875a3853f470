// Compares the evaluator of the pages with the generated assembly: compare.js SITE SOURCES TODAY RESULTS GDL…, where SOURCES is the folder to which the
// names of the files are relative, and GDL… the command line that runs gdl. Every test patient of every guideline, and the same patients with one fact at
// a time forgotten, must get the same result. What the assembly says of the test patients is written to the folder RESULTS, for browser.js.
'use strict';
const { execFileSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [site, sources, today, results, ...gdl] = process.argv.slice(2);
let compared = 0;
let different = 0;

function patientsOf(model) {
  const patients = [];
  for (const test of model.tests) {
    patients.push({ ...test.patient });
    for (const fact of Object.keys(test.patient)) {
      const { [fact]: _, ...rest } = test.patient;
      patients.push(rest);
    }
  }
  patients.push({});
  const unique = new Map(patients.map((p) => [JSON.stringify(p), p]));
  return [...unique.values()].map((p, i) => (model.facts.some((f) => f.id === 'id') ? p : { id: 'p' + i, ...p }));
}

// The members in order, so that a different order is a difference.
const ordered = (value) => JSON.stringify(value);

mkdirSync(results, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'doc-check-'));
for (const folder of readdirSync(site).filter((f) => f.startsWith('g-')).sort()) {
  const page = require(resolve(site, folder, 'evaluator.js'));
  const { model } = page;
  const accepted = [];
  for (const patient of patientsOf(model)) {
    try {
      accepted.push([patient, page.evaluate(patient, today)]);
    } catch (error) {
      if (!error.faults) { throw error; }
    }
  }
  const file = join(work, folder + '.jsonl');
  writeFileSync(file, accepted.map(([p]) => JSON.stringify(p)).join('\n') + '\n');
  const source = resolve(sources, model.file);
  const lines = execFileSync(gdl[0], [...gdl.slice(1), 'run', source, '--patient', file, '--format', 'json', '--today', today], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] })
    .toString().trim().split('\n').map((line) => JSON.parse(line)).filter((r) => r.guideline.id === model.id);
  if (lines.length !== accepted.length) {
    console.error(`${model.id}: ${accepted.length} patients, ${lines.length} results of the assembly`);
    different++;
  }
  const inTests = new Set(model.tests.map((t) => JSON.stringify(t.patient)));
  const isTest = ({ id, ...patient }) => inTests.has(JSON.stringify(patient));
  writeFileSync(join(results, folder + '.jsonl'), accepted.map(([{ id, ...patient }], i) => (lines[i] && isTest({ id, ...patient })
    ? JSON.stringify({ patient, result: lines[i] }) + '\n' : '')).join(''));
  accepted.forEach(([patient, ours], i) => {
    const theirs = lines[i];
    if (!theirs) { return; }
    // Paths are relative to where each was called; the digest covers them.
    const plain = (r) => ordered({ ...r, guideline: { id: r.guideline.id, version: r.guideline.version } }).replace(/"file":"[^"]*"/g, '"file":""');
    compared++;
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
  });
}
rmSync(work, { recursive: true });
console.log(`${compared} patients compared, ${different} different`);
process.exit(different === 0 && compared > 0 ? 0 : 1);
