'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { createEditor, loadExtension } = require('./editor');
const { builtTool } = require('./places');

const manifest = require('../package.json');
const tool = builtTool();
const needsTool = { skip: tool ? false : 'needs the built gdl' };

async function activated(settings = {}) {
  const editor = createEditor();
  Object.assign(editor.state.settings, settings);
  const extension = loadExtension(editor);
  await extension.activate({ subscriptions: [] });
  return { extension, vscode: editor.modules.vscode, ...editor.state, state: editor.state };
}

test('every command of the manifest is there, and no other', async () => {
  const { commands } = await activated();
  assert.deepEqual([...commands.keys()].sort(), manifest.contributes.commands.map(c => c.command).sort());
});

test('the server is `gdl lsp` as configured, and is stopped with the extension', async () => {
  const { clients, extension } = await activated({ path: '/opt/gdl.dll' });
  assert.deepEqual(clients[0].server.run.args, ['/opt/gdl.dll', 'lsp']);
  assert.equal(clients[0].server.run.command, 'dotnet');
  assert.equal(clients[0].running, true);
  await extension.deactivate();
  assert.equal(clients[0].running, false);
});

test('a tool that cannot be started is told to the person', async () => {
  const { commands, state, vscode } = await activated({ path: '/nowhere/at/all/gdl' });
  vscode.window.activeTextEditor = { document: { uri: vscode.Uri.file('/x.gdl') }, selection: { active: {} } };
  await commands.get('gdl.explain')('GDL4001');
  assert.match(state.errors[0], /cannot be started.*gdl\.path/);
});

test('lenses show references with the editor\'s own types', async () => {
  const { commands, executed } = await activated();
  const range = { start: { line: 3, character: 1 }, end: { line: 3, character: 9 } };
  await commands.get('gdl.showReferences')('file:///a.gdl', { line: 1, character: 2 }, [{ uri: 'file:///b.gdl', range }]);
  const [command, uri, position, locations] = executed[0];
  assert.equal(command, 'editor.action.showReferences');
  assert.equal(uri.fsPath, '/a.gdl');
  assert.equal(position.line, 1);
  assert.equal(locations[0].range.start.line, 3);
});

test('a test of a guideline is found and run by its name', needsTool, async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gdl-vscode-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'g.gdl');
  const text = fs.readFileSync(path.join(__dirname, 'sample.gdl'), 'utf8');
  fs.writeFileSync(file, text);
  const { commands, controller, testRuns, vscode } = await activated({ path: tool });
  vscode.workspace.fs = { readFile: async uri => fs.readFileSync(uri.fsPath) };

  await commands.get('gdl.runTest')(`file://${file}`, 'small tumours are watched');
  await commands.get('gdl.runTest')(`file://${file}`, 'this one is wrong');

  assert.equal(controller.items.get(`file://${file}`).children.size, 2);
  assert.deepEqual(testRuns[0].log, [['passed', 'small tumours are watched']]);
  assert.equal(testRuns[1].log[0][0], 'failed');
  assert.match(testRuns[1].log[0][2][0].message, /expected: /);
  assert.ok(testRuns.every(r => r.ended));
});

test('a diagnostic is explained on a page of its own', needsTool, async () => {
  const { commands, executed, state, vscode } = await activated({ path: tool });
  vscode.window.activeTextEditor = { document: { uri: vscode.Uri.file('/x.gdl') }, selection: { active: {} } };
  await commands.get('gdl.explain')();
  assert.deepEqual(state.errors, []);
  assert.equal(executed[0][0], 'markdown.showPreview');
  assert.match(state.pages.provideTextDocumentContent(executed[0][1]), /GDL4001/);
});
