// Tokenises text with the extension's grammar, as the editor does.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { extension, installed } = require('./places');

const textmate = installed('vscode-textmate');
const oniguruma = installed('vscode-oniguruma');

async function loadGrammar() {
  await oniguruma.loadWASM(fs.readFileSync(path.join(path.dirname(require.resolve('vscode-oniguruma/package.json')), 'release', 'onig.wasm')).buffer);
  const file = path.join(extension, 'syntaxes', 'gdl.tmLanguage.json');
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: p => new oniguruma.OnigScanner(p), createOnigString: s => new oniguruma.OnigString(s) }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file),
  });
  return registry.loadGrammar('source.gdl');
}

/** The scopes of every character of a text, joined by spaces; line breaks have none. */
function scopesOf(grammar, text) {
  const scopes = new Array(text.length).fill('');
  let state = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    const result = grammar.tokenizeLine(content, state);
    for (const token of result.tokens) {
      for (let i = token.startIndex; i < Math.min(token.endIndex, content.length); i++) scopes[offset + i] = token.scopes.slice(1).join(' ');
    }
    state = result.ruleStack;
    offset += line.length + 1;
  }
  return scopes;
}

module.exports = { available: textmate !== null && oniguruma !== null, loadGrammar, scopesOf };
