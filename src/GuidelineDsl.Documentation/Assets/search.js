(function () {
  'use strict';
  var entries = JSON.parse(document.getElementById('search-data').textContent);
  var box = document.getElementById('q');
  var note = document.getElementById('search-note');
  var results = document.getElementById('search-results');
  var limit = 200;

  function fold(text) {
    return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  }

  var folded = entries.map(function (e) { return [fold(e[0]), fold(e.join(' ').replace(/_/g, ' '))]; });

  function element(name, text, css) {
    var e = document.createElement(name);
    if (text) { e.textContent = text; }
    if (css) { e.className = css; }
    return e;
  }

  function search() {
    var words = fold(box.value.replace(/_/g, ' ')).split(/\s+/).filter(Boolean);
    results.textContent = '';
    if (words.length === 0) {
      note.textContent = 'Type a drug, a patient group, a rule or a source.';
      return;
    }
    var found = [];
    entries.forEach(function (entry, i) {
      if (words.every(function (w) { return folded[i][1].indexOf(w) >= 0; })) {
        found.push([words.every(function (w) { return folded[i][0].indexOf(w) >= 0; }) ? 0 : 1, i]);
      }
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    note.textContent = found.length === 0 ? 'Nothing found.' : found.length + (found.length === 1 ? ' place' : ' places')
      + (found.length > limit ? ', the first ' + limit + ' shown' : '');
    var list = element('ul', '', 'found');
    found.slice(0, limit).forEach(function (f) {
      var entry = entries[f[1]];
      var item = element('li');
      var link = element('a', entry[0]);
      link.href = entry[4];
      item.append(element('span', entry[1], 'kind'), ' ', link, element('span', ' ' + entry[2], 'subtitle'));
      var text = entry[3].split('\n')[0];
      if (text && entry[1] === 'rule') { item.append(element('p', text.length > 260 ? text.slice(0, 260) + '…' : text, 'note')); }
      list.append(item);
    });
    results.append(list);
  }

  box.value = new URLSearchParams(location.search).get('q') || '';
  box.addEventListener('input', search);
  box.form.addEventListener('submit', function (event) {
    event.preventDefault();
    try { history.replaceState(null, '', '?q=' + encodeURIComponent(box.value)); } catch (e) { /* a folder may have no history */ }
    search();
  });
  search();
  box.focus();
}());
