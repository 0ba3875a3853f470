// A stand-in for the editor's interface: remembers what the extension asks of it.
'use strict';

const Module = require('node:module');

class Collection {
  constructor() { this.items = new Map(); }
  get(id) { return this.items.get(id); }
  add(item) { this.items.set(item.id, item); }
  delete(id) { this.items.delete(id); }
  replace(items) { this.items = new Map(items.map(i => [i.id, i])); }
  forEach(action) { this.items.forEach(action); }
  get size() { return this.items.size; }
}

class Uri {
  constructor(scheme, path) { this.scheme = scheme; this.path = path; this.fsPath = path; }
  toString() { return `${this.scheme}://${this.path}`; }
  static file(path) { return new Uri('file', path); }
  static parse(text) { const [, scheme, path] = /^(\w[\w+.-]*):(?:\/\/)?(.*)$/.exec(text); return new Uri(scheme, path); }
}

class Range {
  constructor(line, character, endLine, endCharacter) { this.start = { line, character }; this.end = { line: endLine, character: endCharacter }; }
  contains() { return true; }
}

function createEditor() {
  const disposable = { dispose() {} };
  const state = { commands: new Map(), executed: [], errors: [], output: '', controller: null, testRuns: [], clients: [], settings: {}, documents: [] };
  const watcher = { ...disposable, onDidCreate() {}, onDidChange() {}, onDidDelete() {} };
  const vscode = {
    Uri,
    Range,
    Position: class { constructor(line, character) { Object.assign(this, { line, character }); } },
    Location: class { constructor(uri, range) { Object.assign(this, { uri, range }); } },
    TestRunProfileKind: { Run: 1 },
    TestRunRequest: class { constructor(include) { this.include = include; } },
    TestMessage: class { constructor(message) { this.message = message; } static diff(message, expected, actual) { return { message, expected, actual }; } },
    CancellationTokenSource: class { constructor() { this.token = { isCancellationRequested: false, onCancellationRequested() {} }; } },
    commands: {
      registerCommand(id, action) { state.commands.set(id, action); return disposable; },
      async executeCommand(...args) { state.executed.push(args); },
    },
    languages: { getDiagnostics: () => [{ source: 'gdl', code: 'GDL4001', range: new Range(0, 0, 0, 1) }] },
    window: {
      activeTextEditor: undefined,
      createOutputChannel: () => ({ ...disposable, clear() { state.output = ''; }, show() {}, append(t) { state.output += t; }, appendLine(t) { state.output += `${t}\n`; } }),
      async showErrorMessage(message) { state.errors.push(message); },
      async showInformationMessage() {},
      async showInputBox() { return undefined; },
    },
    workspace: {
      textDocuments: state.documents,
      workspaceFolders: undefined,
      createFileSystemWatcher: () => watcher,
      onDidOpenTextDocument: () => disposable,
      onDidChangeTextDocument: () => disposable,
      onDidChangeConfiguration: () => disposable,
      registerTextDocumentContentProvider(scheme, provider) { state.pages = provider; return disposable; },
      getConfiguration: () => ({ get: (name, otherwise) => state.settings[name] ?? otherwise }),
      getWorkspaceFolder: () => undefined,
      findFiles: async () => [],
      saveAll: async () => true,
    },
    tests: {
      createTestController() {
        state.controller = {
          ...disposable,
          items: new Collection(),
          createTestItem: (id, label, uri) => {
            const children = new Collection();
            const item = { id, label, uri, children };
            children.replace = items => { children.items = new Map(items.map(i => [i.id, Object.assign(i, { parent: item })])); };
            return item;
          },
          createRunProfile() {},
          createTestRun() {
            const run = { started() {}, passed: i => run.log.push(['passed', i.label]), failed: (i, m) => run.log.push(['failed', i.label, m]), errored: (i, m) => run.log.push(['errored', i.label, m.message]), skipped: i => run.log.push(['skipped', i.label]), appendOutput() {}, end() { run.ended = true; }, log: [] };
            state.testRuns.push(run);
            return run;
          },
        };
        return state.controller;
      },
    },
  };
  class LanguageClient {
    constructor(id, name, server, options) { Object.assign(this, { id, server, options, running: false }); state.clients.push(this); }
    async start() { this.running = true; }
    needsStop() { return this.running; }
    async stop() { this.running = false; }
  }
  return { state, modules: { vscode, 'vscode-languageclient/node': { LanguageClient, TransportKind: { stdio: 0 } } } };
}

/** Loads the extension with the stand-in in place of the editor. */
function loadExtension({ modules }) {
  const load = Module._load;
  Module._load = (request, ...rest) => modules[request] ?? load(request, ...rest);
  try {
    for (const name of ['extension', 'commands', 'tests']) delete require.cache[require.resolve(`../src/${name}`)];
    return require('../src/extension');
  } finally {
    Module._load = load;
  }
}

module.exports = { createEditor, loadExtension };
