// Where things are, seen from the tests.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const extension = path.join(__dirname, '..');
const repository = path.join(extension, '..', '..');

/** The built tool: from the environment, otherwise what the solution has built; null when there is none. */
function builtTool() {
  const built = ['Release', 'Debug'].map(c => path.join(repository, 'src', 'GuidelineDsl.Cli', 'bin', c, 'net10.0', 'gdl.dll'));
  return [process.env.GDL, ...built].find(f => f && fs.existsSync(f)) ?? null;
}

/** The node module, or null when it is not installed. */
function installed(name) {
  try {
    return require(name);
  } catch {
    return null;
  }
}

module.exports = { extension, repository, builtTool, installed };
