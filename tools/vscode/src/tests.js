// The tests of guidelines in the Test Explorer.
'use strict';

const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./process');
const { findTests, readOutcomes } = require('./tool');

class GuidelineTests {
  /** @param {() => string} toolPath */
  constructor(toolPath) {
    this.toolPath = toolPath;
    this.controller = vscode.tests.createTestController('gdl', 'Guideline tests');
    this.controller.resolveHandler = item => (item ? this.readFile(item.uri) : this.findFiles());
    this.controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.gdl');
    watcher.onDidCreate(uri => this.readFile(uri));
    watcher.onDidChange(uri => this.readFile(uri));
    watcher.onDidDelete(uri => this.controller.items.delete(uri.toString()));
    this.disposables = [
      this.controller,
      watcher,
      vscode.workspace.onDidOpenTextDocument(document => this.take(document)),
      vscode.workspace.onDidChangeTextDocument(event => this.take(event.document)),
    ];
    vscode.workspace.textDocuments.forEach(document => this.take(document));
  }

  dispose() {
    this.disposables.forEach(d => d.dispose());
  }

  async findFiles() {
    const files = await vscode.workspace.findFiles('**/*.gdl', '**/{bin,obj,node_modules}/**');
    await Promise.all(files.map(uri => this.readFile(uri)));
  }

  async readFile(uri) {
    const open = vscode.workspace.textDocuments.find(d => d.uri.toString() === uri.toString());
    const text = open ? open.getText() : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    this.update(uri, text);
  }

  take(document) {
    if (document.languageId === 'gdl' && document.uri.scheme === 'file') this.update(document.uri, document.getText());
  }

  update(uri, text) {
    const tests = findTests(text);
    const id = uri.toString();
    if (tests.length === 0) {
      this.controller.items.delete(id);
      return;
    }
    let file = this.controller.items.get(id);
    if (!file) {
      file = this.controller.createTestItem(id, path.basename(uri.fsPath), uri);
      file.canResolveChildren = true;
      this.controller.items.add(file);
    }
    file.children.replace(tests.map((test, index) => {
      const item = this.controller.createTestItem(`${id}#${index}#${test.name}`, test.name, uri);
      item.range = new vscode.Range(test.line, 0, test.line, 0);
      return item;
    }));
  }

  /** Runs one test by its name, as the line above it in the editor asks. */
  async runNamed(uri, name) {
    await this.readFile(uri);
    const file = this.controller.items.get(uri.toString());
    const found = [];
    file?.children.forEach(item => { if (name === undefined || item.label === name) found.push(item); });
    const source = new vscode.CancellationTokenSource();
    await this.run(new vscode.TestRunRequest(found), source.token);
  }

  async run(request, token) {
    const run = this.controller.createTestRun(request);
    try {
      const wanted = this.byFile(request);
      await vscode.workspace.saveAll(false);
      for (const [id, items] of wanted) {
        if (token.isCancellationRequested) break;
        await this.runFile(run, this.controller.items.get(id), items, token);
      }
    } finally {
      run.end();
    }
  }

  byFile(request) {
    const excluded = new Set((request.exclude ?? []).map(item => item.id));
    const wanted = new Map();
    const add = item => {
      if (excluded.has(item.id)) return;
      if (item.parent) {
        const id = item.parent.id;
        wanted.set(id, [...(wanted.get(id) ?? []), item]);
      } else {
        item.children.forEach(add);
      }
    };
    if (request.include) request.include.forEach(add);
    else this.controller.items.forEach(add);
    return wanted;
  }

  async runFile(run, file, items, token) {
    if (!file) return;
    items.forEach(item => run.started(item));
    const filter = items.length === 1 ? ['--filter', items[0].label] : [];
    try {
      const result = await runTool(this.toolPath(), ['test', file.uri.fsPath, '--format', 'json', ...filter], file.uri, token);
      if (token.isCancellationRequested) {
        items.forEach(item => run.skipped(item));
        return;
      }
      if (result.err) run.appendOutput(result.err.replace(/\r?\n/g, '\r\n'));
      if (result.code !== 0 && result.code !== 3) throw new Error(result.err || result.out || `gdl ended with ${result.code}`);
      this.report(run, items, readOutcomes(result.out));
    } catch (e) {
      items.forEach(item => run.errored(item, new vscode.TestMessage(e.message)));
    }
  }

  report(run, items, outcomes) {
    for (const item of items) {
      const named = outcomes.filter(o => o.name === item.label);
      const outcome = named.find(o => o.line === item.range?.start.line) ?? named[0];
      if (!outcome) {
        run.skipped(item);
      } else if (outcome.passed) {
        run.passed(item);
      } else {
        run.failed(item, outcome.messages.map(m => {
          const message = vscode.TestMessage.diff(m.text, m.expected, m.came);
          message.location = new vscode.Location(item.uri, new vscode.Position(outcome.line, 0));
          return message;
        }));
      }
    }
  }
}

function runTool(toolPath, args, uri, token) {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return run(toolPath, args, {
    cwd: folder ? folder.uri.fsPath : path.dirname(uri.fsPath),
    onCancel: kill => token.onCancellationRequested(kill),
  });
}

module.exports = { GuidelineTests };
