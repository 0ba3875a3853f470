// Writes dist/<name>-<version>.vsix: with vsce where it is installed, otherwise the same archive by hand.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { png } = require('./icon');
const { zip } = require('./zip');

const root = path.join(__dirname, '..');
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const target = path.join(root, 'dist', `${manifest.name}-${manifest.version}.vsix`);
const shipped = ['package.json', 'README.md', 'LICENSE', 'language-configuration.json', 'src', 'syntaxes', 'snippets', 'icons'];
const types = { '.json': 'application/json', '.js': 'application/javascript', '.md': 'text/markdown', '.svg': 'image/svg+xml', '.png': 'image/png', '.vsixmanifest': 'text/xml' };

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** The folders of the packages that the extension needs when it runs, with what they need in turn. */
function runtimePackages() {
  const found = new Set();
  const queue = Object.keys(manifest.dependencies ?? {}).map(name => ['.', name]);
  while (queue.length > 0) {
    const [parent, name] = queue.pop();
    const nested = `${parent}/node_modules/${name}`;
    const folder = parent !== '.' && fs.existsSync(path.join(root, nested)) ? nested : `node_modules/${name}`;
    const file = path.join(root, folder, 'package.json');
    if (!fs.existsSync(file)) throw new Error(`${name} is not installed: run npm ci first.`);
    if (found.has(folder)) continue;
    // What lies inside a package's own folder is shipped with it.
    if (folder !== nested || parent === '.') found.add(folder);
    queue.push(...Object.keys(JSON.parse(fs.readFileSync(file, 'utf8')).dependencies ?? {}).map(next => [folder, next]));
  }
  return [...found].sort();
}

function filesBelow(relative) {
  const full = path.join(root, relative);
  if (fs.statSync(full).isFile()) return [relative];
  return fs.readdirSync(full).sort().flatMap(name => filesBelow(`${relative}/${name}`));
}

function vsixManifest() {
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}" />
    <DisplayName>${escape(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${escape(manifest.description)}</Description>
    <Tags>${escape(manifest.keywords.join(','))}</Tags>
    <Categories>${escape(manifest.categories.join(','))}</Categories>
    <Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escape(manifest.engines.vscode)}" /></Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/${manifest.icon}</Icon>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Icons.Default" Path="extension/${manifest.icon}" Addressable="true" />
  </Assets>
</PackageManifest>
`;
}

function contentTypes(names) {
  const extensions = [...new Set(names.map(n => path.extname(n)).filter(e => e.length > 1))].sort();
  const defaults = extensions.map(e => `<Default Extension="${escape(e)}" ContentType="${types[e] ?? 'application/octet-stream'}" />`);
  return `<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}</Types>\n`;
}

function byHand() {
  const names = [...shipped, ...runtimePackages()].flatMap(filesBelow);
  const files = names.map(name => ({ name: `extension/${name === 'LICENSE' ? 'LICENSE.txt' : name}`, data: fs.readFileSync(path.join(root, name)) }));
  files.push({ name: 'extension.vsixmanifest', data: Buffer.from(vsixManifest()) });
  files.push({ name: '[Content_Types].xml', data: Buffer.from(contentTypes(files.map(f => f.name))) });
  fs.writeFileSync(target, zip(files));
}

async function main() {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(path.join(root, 'icons', 'icon.png'), png());
  let vsce = null;
  try {
    vsce = process.argv.includes('--by-hand') ? null : require('@vscode/vsce');
  } catch {
    // Not installed.
  }
  if (vsce) {
    await vsce.createVSIX({ cwd: root, packagePath: target, allowMissingRepository: true, skipLicense: false });
  } else {
    byHand();
  }
  console.log(path.relative(process.cwd(), target));
}

module.exports = { byHand, target };

if (require.main === module) {
  main().catch(e => {
    console.error(e.message);
    process.exitCode = 1;
  });
}
