// Opens the pages in a real browser: browser.js SITE TODAY RESULTS [SHOTS]. Fills in every test patient in the form, as a reader would by a link,
// and compares what the page shows with RESULTS, one line of gdl-result/1 a patient as written by compare.js. Also reports errors in the console,
// text with too little contrast, and what runs over the edge; with SHOTS it takes pictures into that folder.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const [site, today, results, shots] = process.argv.slice(2);
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0);

class Browser {
  constructor() {
    this.profile = mkdtempSync(join(tmpdir(), 'doc-check-browser-'));
    this.process = spawn(program, ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe', '--user-data-dir=' + this.profile, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.waiting = new Map();
    this.listeners = [];
    this.next = 1;
    let rest = '';
    this.process.stdio[4].on('data', (data) => {
      const parts = (rest + data).split('\0');
      rest = parts.pop();
      for (const part of parts) { this.receive(JSON.parse(part)); }
    });
  }

  receive(message) {
    if (message.id) {
      const { done, failed } = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) { failed(new Error(message.error.message)); } else { done(message.result); }
    } else {
      this.listeners.forEach((l) => l(message));
    }
  }

  send(method, params = {}, sessionId = this.session) {
    const id = this.next++;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((done, failed) => this.waiting.set(id, { done, failed }));
  }

  async open() {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    ({ sessionId: this.session } = await this.send('Target.attachToTarget', { targetId, flatten: true }));
    await Promise.all([this.send('Page.enable'), this.send('Runtime.enable'), this.send('Log.enable')]);
  }

  async go(url) {
    const loaded = new Promise((done) => {
      const listener = (m) => { if (m.method === 'Page.loadEventFired') { this.listeners = this.listeners.filter((l) => l !== listener); done(); } };
      this.listeners.push(listener);
    });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  async run(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) { throw new Error(exceptionDetails.exception ? exceptionDetails.exception.description : exceptionDetails.text); }
    return result.value;
  }

  size(width, height) { return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }); }

  scheme(value, media = '') { return this.send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value }] }); }

  async shot(file) {
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true, format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  close() {
    this.process.kill();
    try { rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 }); } catch (e) { /* the browser may still write */ }
  }
}

// Runs in the page: text whose contrast with what is behind it is under 4.5 (3 for large text), and whether the page is wider than the window.
function lookAtPage() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const svgBox = e.tagName === 'g' && e.querySelector('rect');
      const colour = rgba(svgBox ? getComputedStyle(svgBox).fill : getComputedStyle(e).backgroundColor);
      if (colour[3] > 250) { return colour; }
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest('script,style,noscript,.unseen,.skip,.anchor') || !element.checkVisibility()) { continue; }
    const style = getComputedStyle(element);
    const text = rgba(element.closest('svg') ? style.fill : style.color);
    const [a, b] = [luminance(text), luminance(behind(element))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.7 && style.fontWeight >= 600);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) { faint.push(element.className + ': ' + walker.currentNode.textContent.trim().slice(0, 40)); }
  }
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const widest = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 0.5 && !scrolls(e.parentElement))
    .map((e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute('class') || ''}">`);
  return { faint: [...new Set(faint)].slice(0, 5), over: document.documentElement.scrollWidth - width, widest: widest[widest.length - 1] };
}

async function main() {
  if (!program) {
    console.log('skipped: needs chromium');
    return 0;
  }
  const browser = new Browser();
  const problems = [];
  let compared = 0;
  try {
    await browser.open();
    browser.listeners.push((m) => {
      if (m.method === 'Log.entryAdded' && m.params.entry.level === 'error') { problems.push('console: ' + m.params.entry.text); }
      if (m.method === 'Runtime.exceptionThrown') { problems.push('exception: ' + m.params.exceptionDetails.text); }
    });
    const url = (path) => pathToFileURL(resolve(site, path)).href;
    const folders = readdirSync(site).filter((f) => f.startsWith('g-')).sort();
    for (const folder of folders) {
      const expected = readFileSync(join(results, folder + '.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
      await browser.go(url(folder + '/try.html'));
      const shown = JSON.parse(await browser.run(`(async () => {
        const shown = [];
        for (const { patient } of ${JSON.stringify(expected)}) {
          location.hash = '#patient=' + encodeURIComponent(JSON.stringify(patient)) + '&today=${today}';
          await new Promise((done) => addEventListener('hashchange', () => setTimeout(done), { once: true }));
          shown.push(document.getElementById('result-json').textContent);
          location.hash = '#';
          await new Promise((done) => addEventListener('hashchange', () => setTimeout(done), { once: true }));
        }
        return JSON.stringify(shown);
      })()`));
      expected.forEach(({ patient, result }, i) => {
        compared++;
        const plain = (r) => JSON.stringify({ ...r, patient: null });
        if (!shown[i] || plain(JSON.parse(shown[i])) !== plain(result)) { problems.push(`${folder}: the form answers differently for ${JSON.stringify(patient)}`); }
      });
    }
    if (shots) { mkdirSync(shots, { recursive: true }); }
    const pages = ['index.html', 'search.html?q=a', ...folders.slice(0, 3).flatMap((f) => readdirSync(join(site, f)).filter((p) => p.endsWith('.html')).map((p) => f + '/' + p))];
    for (const page of pages) {
      for (const [name, width, scheme] of [['light', 1360, 'light'], ['dark', 1360, 'dark'], ['narrow', 420, 'light'], ['print', 720, 'light']]) {
        await browser.size(width, 900);
        await browser.scheme(scheme, name === 'print' ? 'print' : '');
        await browser.go(url(page.split('?')[0]) + (page.includes('?') ? '?' + page.split('?')[1] : ''));
        const { faint, over, widest } = await browser.run(`(${lookAtPage})()`);
        faint.forEach((f) => problems.push(`${page} (${name}): too little contrast: ${f}`));
        if (over > 0) { problems.push(`${page} (${name}): ${over} pixels wider than the window, from ${widest}`); }
        if (shots) { await browser.shot(join(shots, page.replace(/[/?=]/g, '-').replace('.html', '') + '-' + name + '.png')); }
      }
    }
  } finally {
    browser.close();
  }
  problems.slice(0, 30).forEach((p) => console.error(p));
  console.log(`${compared} patients tried in the form, ${problems.length} problems`);
  return problems.length === 0 && compared > 0 ? 0 : 1;
}

main().then((code) => process.exit(code), (error) => { console.error(error); process.exit(1); });
