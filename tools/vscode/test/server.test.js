// The real process `gdl lsp`, driven by the client library that editors use.
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { pathToFileURL } = require('node:url');
const { builtTool, installed, repository } = require('./places');
const { command } = require('../src/tool');

const protocol = installed('vscode-languageserver-protocol/node');
const tool = builtTool();
const skip = !tool ? 'needs the built gdl' : !protocol ? 'needs npm ci' : false;
const sample = fs.readFileSync(path.join(__dirname, 'sample.gdl'), 'utf8');

async function started(t, folders = []) {
  const { command: executable, args } = command(tool);
  const child = spawn(executable, [...args, 'lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => child.on('close', resolve));
  const connection = protocol.createProtocolConnection(new protocol.StreamMessageReader(child.stdout), new protocol.StreamMessageWriter(child.stdin));
  const published = new Map();
  const waiting = [];
  connection.onNotification(protocol.PublishDiagnosticsNotification.type, parameters => {
    published.set(parameters.uri, parameters);
    waiting.splice(0).forEach(w => w());
  });
  const logged = [];
  connection.onNotification(protocol.LogMessageNotification.type, message => logged.push(message.message));
  connection.onRequest(protocol.CodeLensRefreshRequest.type, () => undefined);
  connection.listen();
  // A server that ends leaves no request waiting for its answer.
  child.on('close', () => connection.dispose());
  t.after(() => { connection.dispose(); child.kill(); });
  const { capabilities } = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders.map(f => ({ uri: pathToFileURL(f).href, name: path.basename(f) })),
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } }, workspace: { codeLens: { refreshSupport: true } } },
  });
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  const diagnostics = async (uri, condition) => {
    const until = Date.now() + 60_000;
    while (!published.has(uri) || !condition(published.get(uri).diagnostics)) {
      assert.ok(Date.now() < until, `the diagnostics of ${uri} stay ${JSON.stringify(published.get(uri))}`);
      await new Promise(resolve => { waiting.push(resolve); setTimeout(resolve, 1000).unref(); });
    }
    return published.get(uri).diagnostics;
  };
  const end = async () => {
    await connection.sendRequest(protocol.ShutdownRequest.type);
    await connection.sendNotification(protocol.ExitNotification.type);
    return ended;
  };
  return { connection, capabilities, diagnostics, end, logged };
}

const open = (connection, uri, text) =>
  connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'gdl', version: 1, text } });

const positionOf = (text, part, inside = 0) => {
  const before = text.slice(0, text.indexOf(part) + inside).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
};

test('a whole session: open, gap, action, edit, rename, end', { skip }, async t => {
  const { connection, capabilities, diagnostics, end, logged } = await started(t);
  const uri = 'untitled:Sample';
  assert.equal(capabilities.positionEncoding, 'utf-16');
  await open(connection, uri, sample);

  const found = await diagnostics(uri, d => d.some(x => x.code === 'GDL4001'));
  const gap = found.find(d => d.code === 'GDL4001');
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, { textDocument: { uri }, range: gap.range, context: { diagnostics: [gap] } });
  assert.ok(actions.some(a => a.title.startsWith('Add a rule for this gap')), JSON.stringify(actions.map(a => a.title)));
  const [edit] = actions.find(a => a.title.startsWith('Declare')).edit.changes[uri];
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 }, contentChanges: [{ range: edit.range, text: edit.newText }],
  });
  await diagnostics(uri, d => !d.some(x => x.code === 'GDL4001'));
  const lines = sample.split('\n');
  assert.equal(edit.range.start.character, 0);
  lines.splice(edit.range.start.line, 0, ...edit.newText.split('\n').slice(0, -1));
  const text = lines.join('\n');

  const at = { textDocument: { uri }, position: positionOf(text, 'when   size', 8) };
  const hover = await connection.sendRequest(protocol.HoverRequest.type, at);
  assert.match(hover.contents.value, /Size of the tumour/);
  const renamed = await connection.sendRequest(protocol.RenameRequest.type, { ...at, newName: 'diameter' });
  assert.ok(renamed.changes[uri].length >= 5);
  await assert.rejects(connection.sendRequest(protocol.RenameRequest.type, { ...at, newName: 'rule' }), /word of the language/);
  const lenses = await connection.sendRequest(protocol.CodeLensRequest.type, { textDocument: { uri } });
  assert.ok(lenses.some(l => l.command.command === 'gdl.runTest'));
  const list = await connection.sendRequest(protocol.CompletionRequest.type, { textDocument: { uri }, position: positionOf(text, 'gives small', 6) });
  assert.deepEqual(list.items.slice(0, 2).map(i => i.label), ['small', 'large']);

  assert.deepEqual(logged, []);
  assert.equal(await end(), 0);
});

test('two folders, files on disk and unsaved text', { skip }, async t => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'gdl lsp ü-'));
  t.after(() => fs.rmSync(root, { recursive: true }));
  const [first, second] = ['eins', 'zwei'].map(name => path.join(root, name));
  fs.mkdirSync(first);
  fs.mkdirSync(second);
  fs.writeFileSync(path.join(first, 'shared.gdl'), 'vocabulary shared "Shared" { }\nfact size "Size" : number 0 to 50 cm\n');
  fs.writeFileSync(path.join(first, 'uses.gdl'), 'vocabulary uses "Uses" { }\nuse "shared.gdl"\ndefine big "big" = size > 5 cm\n');
  fs.writeFileSync(path.join(second, 'wrong.gdl'), 'vocabulary wrong "Wrong" { }\nfact oops "Oops" : : yes/no\n');
  const { connection, diagnostics, end } = await started(t, [first, second]);
  const shared = pathToFileURL(path.join(first, 'shared.gdl')).href;
  const uses = pathToFileURL(path.join(first, 'uses.gdl')).href;
  await diagnostics(pathToFileURL(path.join(second, 'wrong.gdl')).href, d => d.some(x => x.code.startsWith('GDL1')));

  const text = fs.readFileSync(path.join(first, 'uses.gdl'), 'utf8');
  const definition = await (open(connection, uses, text), connection.sendRequest(protocol.DefinitionRequest.type, { textDocument: { uri: uses }, position: positionOf(text, 'size >') }));
  assert.equal(definition.uri, shared);
  await open(connection, shared, 'vocabulary shared "Shared" { }\nfact length "Length" : number 0 to 50 cm\n');
  await diagnostics(uses, d => d.some(x => x.code.startsWith('GDL2')));
  await connection.sendNotification(protocol.DidCloseTextDocumentNotification.type, { textDocument: { uri: shared } });
  await diagnostics(uses, d => !d.some(x => x.code.startsWith('GDL2')));
  assert.equal(await end(), 0);
});

test('every prefix of a text, as an editor sends it, is survived', { skip }, async t => {
  const { connection, diagnostics, end, logged } = await started(t);
  const uri = 'untitled:Prefix';
  await open(connection, uri, '');
  let version = 1;
  let position = { line: 0, character: 0 };
  for (const sign of sample) {
    await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: ++version }, contentChanges: [{ range: { start: position, end: position }, text: sign }],
    });
    position = sign === '\n' ? { line: position.line + 1, character: 0 } : { ...position, character: position.character + 1 };
    if (version % 40 === 0) {
      await Promise.all([
        connection.sendRequest(protocol.CompletionRequest.type, { textDocument: { uri }, position }),
        connection.sendRequest(protocol.SemanticTokensRequest.type, { textDocument: { uri } }),
        connection.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument: { uri } }),
      ]);
    }
  }
  await diagnostics(uri, d => d.some(x => x.code === 'GDL4001'));
  assert.deepEqual(logged, []);
  assert.equal(await end(), 0);
});

test('the shipped guidelines are answered quickly while they are analysed', { skip }, async t => {
  const folder = path.join(repository, 'guidelines');
  const { connection, end, logged } = await started(t, [folder]);
  const file = fs.readdirSync(folder, { recursive: true }).filter(f => f.endsWith('.gdl')).map(f => path.join(folder, f)).sort((a, b) => fs.statSync(b).size - fs.statSync(a).size)[0];
  const uri = pathToFileURL(file).href;
  const text = fs.readFileSync(file, 'utf8');
  await open(connection, uri, text);
  await connection.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument: { uri } });
  const times = [];
  for (let i = 0; i < 20; i++) {
    await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: i + 2 }, contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '// x\n' }],
    });
    const before = performance.now();
    const tokens = await connection.sendRequest(protocol.SemanticTokensRequest.type, { textDocument: { uri } });
    assert.ok(tokens.data.length > 0);
    times.push(performance.now() - before);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`an answer after an edit took ${times[10].toFixed(0)} ms in the middle and ${times.at(-1).toFixed(0)} ms at most`);
  assert.ok(times[10] < 2000);
  assert.deepEqual(logged, []);
  assert.equal(await end(), 0);
});
