// Starts the language server and adds what the protocol has no word for: tests and commands.
'use strict';

const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');
const { registerCommands } = require('./commands');
const { GuidelineTests } = require('./tests');
const { command } = require('./tool');

/** @type {LanguageClient | undefined} */
let client;

const toolPath = () => vscode.workspace.getConfiguration('gdl').get('path', 'gdl');

function createClient() {
  const tool = command(toolPath());
  const server = { command: tool.command, args: [...tool.args, 'lsp'], transport: TransportKind.stdio };
  return new LanguageClient('gdl', 'GDL', { run: server, debug: server }, {
    documentSelector: [{ language: 'gdl' }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.gdl') },
  });
}

async function start() {
  client = createClient();
  try {
    await client.start();
  } catch (e) {
    const settings = 'Open the setting';
    const answer = await vscode.window.showErrorMessage(`The language server did not start: ${e.message}`, settings);
    if (answer === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'gdl.path');
  }
}

async function restart() {
  await deactivate();
  await start();
}

async function activate(context) {
  const tests = new GuidelineTests(toolPath);
  context.subscriptions.push(
    tests,
    ...registerCommands({ toolPath, restart, tests }),
    vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration('gdl.path')) restart(); }));
  await start();
}

async function deactivate() {
  const running = client;
  client = undefined;
  if (running?.needsStop()) await running.stop();
}

module.exports = { activate, deactivate };
