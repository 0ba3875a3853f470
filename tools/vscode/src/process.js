// Runs the tool and collects what it says.
'use strict';

const { spawn } = require('node:child_process');
const { command } = require('./tool');

/**
 * @param {string} configured the setting gdl.path
 * @param {string[]} args
 * @param {{ cwd?: string, onCancel?: (kill: () => void) => void }} [options]
 * @returns {Promise<{ code: number, out: string, err: string }>}
 */
function run(configured, args, options = {}) {
  const tool = command(configured);
  return new Promise((resolve, reject) => {
    const child = spawn(tool.command, [...tool.args, ...args], { cwd: options.cwd, env: { ...process.env, NO_COLOR: '1' }, windowsHide: true });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', text => { out += text; });
    child.stderr.setEncoding('utf8').on('data', text => { err += text; });
    child.on('error', e => reject(new Error(`'${tool.command}' cannot be started: ${e.message}. Is the setting gdl.path right?`)));
    child.on('close', code => resolve({ code: code ?? -1, out, err }));
    options.onCancel?.(() => child.kill());
  });
}

module.exports = { run };
