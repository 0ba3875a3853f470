// The commands of the palette. Each calls the tool and shows what it says.
'use strict';

const path = require('node:path');
const vscode = require('vscode');
const { run } = require('./process');
const { codeOf } = require('./tool');

const PAGES = 'gdl-explain';

/** @param {{ toolPath: () => string, restart: () => Promise<void>, tests: import('./tests').GuidelineTests }} parts */
function registerCommands({ toolPath, restart, tests }) {
  const output = vscode.window.createOutputChannel('GDL');
  const pages = new Map();
  const commands = {
    'gdl.check': async () => {
      const target = await activeFileOrFolder();
      if (target) await show(output, toolPath, ['check', target.fsPath], target);
    },
    'gdl.build': async () => {
      const source = await activeFileOrFolder();
      if (!source) return;
      const name = `${path.basename(source.fsPath, '.gdl')}.dll`;
      const out = await vscode.window.showSaveDialog({
        title: 'Where the evaluator assembly goes', filters: { Assembly: ['dll'] }, defaultUri: vscode.Uri.file(path.join(path.dirname(source.fsPath), name)),
      });
      if (out) await show(output, toolPath, ['build', source.fsPath, '-o', out.fsPath], source);
    },
    'gdl.run': async () => {
      const source = await activeFileOrFolder();
      if (!source) return;
      const [patient] = await vscode.window.showOpenDialog({ title: 'The patient', openLabel: 'Evaluate', filters: { Patients: ['json', 'jsonl', 'ndjson'] } }) ?? [];
      if (patient) await show(output, toolPath, ['run', source.fsPath, '--patient', patient.fsPath], source);
    },
    'gdl.explain': async given => {
      const code = typeof given === 'string' ? given : codeAtCursor() ?? await vscode.window.showInputBox({ prompt: 'Which diagnostic?', placeHolder: 'GDL4001' });
      if (!code) return;
      const result = await run(toolPath(), ['explain', code]);
      if (result.code !== 0) {
        vscode.window.showErrorMessage(result.err || result.out);
        return;
      }
      pages.set(code, result.out);
      await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.parse(`${PAGES}:${code}.md`));
    },
    'gdl.runTest': async (uri, name) => {
      const target = uri ? vscode.Uri.parse(uri) : vscode.window.activeTextEditor?.document.uri;
      if (target) await tests.runNamed(target, name);
    },
    'gdl.restart': restart,
    'gdl.showReferences': (uri, position, locations) => vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(uri),
      new vscode.Position(position.line, position.character),
      (locations ?? []).map(l => new vscode.Location(
        vscode.Uri.parse(l.uri), new vscode.Range(l.range.start.line, l.range.start.character, l.range.end.line, l.range.end.character)))),
  };
  return [
    output,
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: uri => pages.get(uri.path.replace(/\.md$/, '')) ?? '' }),
    ...Object.entries(commands).map(([id, action]) => vscode.commands.registerCommand(id, guarded(action))),
  ];
}

/** A failure of a command is a message for the person, not a stack trace. */
function guarded(action) {
  return async (...args) => {
    try {
      return await action(...args);
    } catch (e) {
      vscode.window.showErrorMessage(e.message);
      return undefined;
    }
  };
}

async function activeFileOrFolder() {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'gdl') {
    if (document.isUntitled || document.isDirty) await document.save();
    return document.uri.scheme === 'file' ? document.uri : undefined;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) vscode.window.showInformationMessage('Open a guideline first.');
  return folder;
}

function codeAtCursor() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const here = vscode.languages.getDiagnostics(editor.document.uri).find(d => d.source === 'gdl' && d.range.contains(editor.selection.active));
  return codeOf(here);
}

async function show(output, toolPath, args, target) {
  const folder = vscode.workspace.getWorkspaceFolder(target);
  output.clear();
  output.show(true);
  output.appendLine(`gdl ${args.join(' ')}`);
  const result = await run(toolPath(), args, { cwd: folder?.uri.fsPath });
  output.append(result.out);
  output.append(result.err);
  return result.code;
}

module.exports = { registerCommands };
