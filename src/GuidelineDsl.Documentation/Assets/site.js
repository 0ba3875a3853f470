(function () {
  'use strict';
  var root = document.documentElement;
  var button = document.getElementById('theme');

  function stored() {
    try { return localStorage.getItem('gdl-theme'); } catch (e) { return null; }
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function label() {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  }

  if (stored() === 'dark' || stored() === 'light') {
    root.dataset.theme = stored();
  }
  if (button) {
    button.hidden = false;
    label();
    button.addEventListener('click', function () {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try { localStorage.setItem('gdl-theme', root.dataset.theme); } catch (e) { /* a folder may have no storage */ }
      label();
    });
  }

  // A link into something folded opens it.
  function reveal() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (e) { return; }
    var target = id && document.getElementById(id);
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') { node.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  addEventListener('hashchange', reveal);
  reveal();

  // Paper shows everything; afterwards what was folded is folded again.
  var opened = [];
  addEventListener('beforeprint', function () {
    document.querySelectorAll('details:not([open])').forEach(function (d) { d.open = true; opened.push(d); });
  });
  addEventListener('afterprint', function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });
}());
