'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { png } = require('../scripts/icon');
const { zip } = require('../scripts/zip');
const { extension } = require('./places');

const manifest = require('../package.json');
const read = file => JSON.parse(fs.readFileSync(path.join(extension, file), 'utf8'));

test('every file that the manifest names is there', () => {
  const { languages, grammars, snippets } = manifest.contributes;
  const named = [manifest.main, ...languages.flatMap(l => [l.configuration, l.icon.light, l.icon.dark]), ...grammars.map(g => g.path), ...snippets.map(s => s.path)];
  named.forEach(file => assert.ok(fs.existsSync(path.join(extension, file)), file));
});

test('the icon is a PNG, the same every time', () => {
  const picture = png();
  assert.equal(picture.subarray(1, 4).toString('latin1'), 'PNG');
  assert.deepEqual(png(), picture);
});

test('the archive written by hand can be read again', () => {
  const archive = zip([{ name: 'a/ü.txt', data: Buffer.from('one') }, { name: 'b.txt', data: Buffer.alloc(0) }]);
  assert.equal(archive.readUInt32LE(0), 0x04034b50);
  assert.equal(archive.readUInt16LE(archive.length - 12), 2);
});

test('snippets have distinct prefixes and balanced braces', () => {
  const snippets = Object.entries(read('snippets/gdl.json'));
  assert.equal(new Set(snippets.map(([, s]) => s.prefix)).size, snippets.length);
  for (const [name, snippet] of snippets) {
    const text = snippet.body.join('\n').replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1').replace(/\$\d/g, '');
    assert.equal((text.match(/\{/g) ?? []).length, (text.match(/\}/g) ?? []).length, name);
  }
});

test('the language configuration\'s patterns are valid', () => {
  const configuration = read('language-configuration.json');
  const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
  assert.match('decision d "D" {', new RegExp(increaseIndentPattern));
  assert.doesNotMatch('// decision {', new RegExp(increaseIndentPattern));
  assert.doesNotMatch('fact f "F" : one of { a, b }', new RegExp(increaseIndentPattern));
  assert.match('  }', new RegExp(decreaseIndentPattern));
  assert.deepEqual('ki67 < 10.5 %'.match(new RegExp(configuration.wordPattern, 'g')), ['ki67', '10.5']);
});
