// The facts under tests/cases/units, which a test holds against our unit engine, are held against an independent UCUM library here.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { UcumLhcUtils } = createRequire(import.meta.url)('@lhncbc/ucum-lhc');
const ucum = UcumLhcUtils.getInstance();
const folder = new URL('../../tests/cases/units/', import.meta.url);
const lines = name => readFileSync(new URL(name, folder), 'utf8').split('\n').filter(l => l && !l.startsWith('#'));
const valid = code => ucum.validateUnitString(code).status === 'valid';
const wrong = [];

for (const line of lines('conversions.tsv')) {
  const [from, to, factor, difference] = line.split('\t');
  if (difference) continue;
  const [above, below] = factor.split('/').map(Number);
  const expected = above / (below ?? 1);
  // An arbitrary unit converts into nothing for the library; that a prefix scales it is part of the code.
  const answer = ucum.convertUnitTo(from, 1, to);
  const known = answer.status === 'succeeded';
  if (known ? Math.abs(answer.toVal / expected - 1) > 1e-9 : !/arbitrary/.test(answer.msg.join())) {
    wrong.push(`${from} = ${factor} ${to}: the library says ${known ? answer.toVal : answer.msg.join(' ')}`);
  }
}

for (const code of [...lines('valid.txt'), ...lines('left_out.txt')]) {
  if (!valid(code)) wrong.push(`${code}: the library does not have it`);
}

for (const code of lines('invalid.txt')) {
  if (valid(code)) wrong.push(`${code}: the library has it`);
}

console.log(wrong.length === 0 ? `The library agrees with ${lines('conversions.tsv').length} conversions and ${lines('valid.txt').length + lines('invalid.txt').length + lines('left_out.txt').length} codes.` : wrong.join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);
