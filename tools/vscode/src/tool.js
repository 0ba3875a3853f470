// How the tool `gdl` is called and how its answers are read. Knows nothing of the editor.
'use strict';

/** The executable and its first arguments for a configured path. */
function command(configured) {
  const path = (configured ?? '').trim() || 'gdl';
  return path.toLowerCase().endsWith('.dll') ? { command: 'dotnet', args: [path] } : { command: path, args: [] };
}

/** The tests of a text: name and line (from 0). Comments and half-written tests are passed over. */
function findTests(text) {
  const tests = [];
  const token = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|\btest[ \t\r\n]+("(?:[^"\\\r\n]|\\.)*")|"(?:[^"\\\r\n]|\\.)*"?/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[1] !== undefined) {
      tests.push({ name: unescape(match[1]), line: text.slice(0, match.index).split('\n').length - 1 });
    }
  }
  return tests;
}

function unescape(literal) {
  return literal.slice(1, -1).replace(/\\(?:u\{([0-9A-Fa-f]+)\}|(.))/g, (_, code, sign) =>
    code !== undefined ? String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)) : sign === 'n' ? '\n' : sign);
}

/** The outcomes in `gdl test --format json`: by name and line (from 0), with what a failure has to say. */
function readOutcomes(json) {
  const report = JSON.parse(json);
  if (report.schema !== 'gdl-test/1') throw new Error(`This is not what 'gdl test' writes: ${report.schema}`);
  return report.tests.map(test => ({
    name: test.test,
    file: test.file,
    line: test.line - 1,
    passed: test.passed,
    messages: test.failures.map(failure => ({
      text: [`expected: ${failure.expected}`, `came: ${failure.came}`, ...(failure.why ?? [])].join('\n'),
      expected: failure.expected,
      came: failure.came,
    })),
  }));
}

/** The code of a diagnostic at hand, in whatever form the editor keeps it. */
function codeOf(diagnostic) {
  const code = diagnostic?.code;
  return typeof code === 'object' && code !== null ? String(code.value) : code === undefined ? undefined : String(code);
}

module.exports = { command, findTests, readOutcomes, codeOf };
