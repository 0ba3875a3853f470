'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { codeOf, command, findTests, readOutcomes } = require('../src/tool');

test('the tool is a command on the path, a file, or an assembly', () => {
  assert.deepEqual(command(undefined), { command: 'gdl', args: [] });
  assert.deepEqual(command('  '), { command: 'gdl', args: [] });
  assert.deepEqual(command('/opt/gdl'), { command: '/opt/gdl', args: [] });
  assert.deepEqual(command('/opt/gdl.dll'), { command: 'dotnet', args: ['/opt/gdl.dll'] });
});

test('tests are found with their lines, not in comments and not in prose', () => {
  const text = [
    'guideline g "a test \\"x\\" here" { }',
    '// test "commented out" { }',
    '/* test "also',
    '   test "commented" */',
    'test "one" {',
    '}',
    'remark """',
    'test "in a paragraph" { }',
    '"""',
    '  test',
    '    "two: \\"quoted\\" \\u{3BC}g" { }',
    'test "never ends',
    'fact test "Label" : yes/no',
  ].join('\r\n');
  assert.deepEqual(findTests(text).filter(t => t.name !== 'Label'), [{ name: 'one', line: 4 }, { name: 'two: "quoted" μg', line: 9 }]);
});

test('outcomes carry what was expected, what came, and why', () => {
  const report = {
    schema: 'gdl-test/1', ok: false, passed: 1, failed: 1,
    tests: [
      { guideline: 'g', test: 'one', file: 'g.gdl', line: 5, passed: true, failures: [] },
      { guideline: 'g', test: 'two', file: 'g.gdl', line: 9, passed: false, failures: [{ expected: 'a', came: 'b', why: ['because'] }] },
    ],
  };
  const outcomes = readOutcomes(JSON.stringify(report));
  assert.deepEqual(outcomes.map(o => [o.name, o.line, o.passed]), [['one', 4, true], ['two', 8, false]]);
  assert.equal(outcomes[1].messages[0].text, 'expected: a\ncame: b\nbecause');
  assert.throws(() => readOutcomes('{"schema":"other/1"}'));
});

test('the code of a diagnostic is found in both its forms', () => {
  assert.equal(codeOf({ code: 'GDL4001' }), 'GDL4001');
  assert.equal(codeOf({ code: { value: 'GDL4001', target: {} } }), 'GDL4001');
  assert.equal(codeOf(undefined), undefined);
});
