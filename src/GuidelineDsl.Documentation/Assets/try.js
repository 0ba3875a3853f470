(function () {
  'use strict';
  var model = JSON.parse(document.getElementById('model').textContent);
  var evaluator = globalThis.makeEvaluator(JSON.parse(document.getElementById('model').textContent));
  var form = document.getElementById('patient');
  var today = document.getElementById('today');
  var answer = document.getElementById('answer');
  var facts = {};
  model.facts.forEach(function (f) { facts[f.id] = f; });

  function make(name, css, text) {
    var e = document.createElement(name);
    if (css) { e.className = css; }
    if (text !== undefined && text !== null) { e.textContent = text; }
    return e;
  }

  function link(href, text) {
    var a = make('a', '', text);
    a.href = href;
    return a;
  }

  function fieldOf(id) { return form.querySelector('[data-fact="' + CSS.escape(id) + '"]'); }

  // ---- The form ----

  function read(fact) {
    var field = fieldOf(fact.id);
    if (fact.kind === 'yesno') {
      var chosen = field.querySelector('input:checked');
      return chosen && chosen.value ? chosen.value === 'true' : undefined;
    }
    if (fact.kind === 'set') {
      var boxes = Array.from(field.querySelectorAll('.members input'));
      return field.querySelector('[data-known]').checked ? boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.value; }) : undefined;
    }
    var text = field.querySelector('input, select').value.trim();
    if (!text) { return undefined; }
    if (fact.kind !== 'number') { return text; }
    text = text.replace(',', '.');
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }

  function write(fact, value) {
    var field = fieldOf(fact.id);
    var missing = value === undefined || value === null;
    if (fact.kind === 'yesno') {
      field.querySelectorAll('input').forEach(function (i) { i.checked = i.value === (missing ? '' : String(value)); });
    } else if (fact.kind === 'set') {
      field.querySelector('[data-known]').checked = !missing;
      field.querySelectorAll('.members input').forEach(function (i) { i.checked = !missing && value.indexOf(i.value) >= 0; });
    } else {
      field.querySelector('input, select').value = missing ? '' : typeof value === 'object' ? value.value + ' ' + value.unit : String(value);
    }
  }

  function patient() {
    var p = {};
    model.facts.forEach(function (f) {
      var value = read(f);
      if (value !== undefined) { p[f.id] = value; }
    });
    return p;
  }

  function fill(p, day) {
    model.facts.forEach(function (f) { write(f, p[f.id]); });
    if (day) { today.value = day; }
    update();
  }

  // ---- The answer ----

  function label(action) { return model.actions[action] || action; }

  function ruleOf(decision, id) { return decision.rules.find(function (r) { return r.id === id; }); }

  function ruleLink(decision, id) {
    return link(decision.href + '#' + encodeURIComponent(decision.id + '.' + id), ruleOf(decision, id).label);
  }

  function by(name) {
    var i = name.indexOf('.');
    var decision = model.decisions.find(function (d) { return d.id === name.slice(0, i); });
    return decision ? ruleLink(decision, name.slice(i + 1)) : document.createTextNode(name);
  }

  function needLinks(ids) {
    var span = make('span', 'needs');
    ids.forEach(function (id, i) {
      if (i) { span.append(', '); }
      var a = link('#f-' + id, facts[id].label);
      a.addEventListener('click', function (event) {
        event.preventDefault();
        var field = fieldOf(id);
        for (var n = field; n; n = n.parentElement) { if (n.tagName === 'DETAILS') { n.open = true; } }
        field.hidden = false;
        field.scrollIntoView({ block: 'center' });
        field.querySelector('input, select').focus();
      });
      span.append(a);
    });
    return span;
  }

  function list(items, css) {
    var ul = make('ul', css);
    items.forEach(function (i) { var li = make('li'); li.append(i); ul.append(li); });
    return ul;
  }

  function paragraph(css) {
    var p = make('p', css);
    for (var i = 1; i < arguments.length; i++) { p.append(arguments[i]); }
    return p;
  }

  function optionText(option) { return option.map(label).join(' + '); }

  function step(advice, s) {
    var box = make('div', 'step');
    var isFor = advice.verb === 'recommend' || advice.verb === 'consider';
    if (s.name) { box.append(make('span', 'step-name', s.name.replace(/_/g, ' ') + ': ')); }
    if (s.options.length > 1) { box.append(make('span', 'junction', isFor ? 'one of' : 'each of')); }
    if (s.options.length) {
      box.append(s.options.length > 1 ? list(s.options.map(function (o) { return make('strong', '', optionText(o)); }), 'options') : make('strong', '', optionText(s.options[0])));
    } else {
      box.append(make('span', 'missing', 'no option is left'));
    }
    s.removed.forEach(function (r) { box.append(paragraph('removed', make('s', '', optionText(r.option)), ' removed by ', by(r.by))); });
    s.unconfirmed.forEach(function (r) { box.append(paragraph('unconfirmed', make('strong', '', optionText(r.option)), ' not confirmed (', by(r.by), '): depends on ', needLinks(r.needs))); });
    (s.advisedAgainst || []).forEach(function (r) { box.append(paragraph('unconfirmed', make('strong', '', optionText(r.option)), ' advised against by ', by(r.by))); });
    (s.optional || []).forEach(function (a) { box.append(paragraph('note', label(a) + ' is optional')); });
    return box;
  }

  var verbs = { recommend: ['▲▲', 'Recommend'], consider: ['▲', 'Consider'], avoid: ['▼', 'Avoid'], contraindicate: ['▼▼', 'Contraindicated'] };
  var statuses = {
    decided: ['good', 'decided'], 'needs-data': ['partly', 'needs data'], silent: ['partly', 'the source says nothing, knowingly'],
    'no-recommendation': ['bad', 'no recommendation: a gap'], 'out-of-scope': ['', 'out of scope'],
  };

  function recommendation(decision, r, advice) {
    var item = make('div', 'recommendation');
    var badge = make('span', 'verb ' + r.verb);
    var sign = make('span', 'sign', verbs[r.verb][0]);
    sign.setAttribute('aria-hidden', 'true');
    badge.append(sign, ' ' + verbs[r.verb][1]);
    item.append(badge);
    r.steps.forEach(function (s) { item.append(step(r, s)); });
    if (advice.words.length) { item.append(list(advice.words.map(function (w) { return document.createTextNode(w); }), 'qualifiers')); }
    if (r.qualifiers.note) { item.append(paragraph('note', r.qualifiers.note)); }
    var source = make('p', 'note');
    source.append(ruleLink(decision, r.rule));
    if (r.evidence && r.evidence.grade.length) { source.append(' · ' + r.evidence.scale + ' ' + r.evidence.grade.join(' ')); }
    item.append(source);
    return item;
  }

  function decisionAnswer(result) {
    var decision = model.decisions.find(function (d) { return d.id === result.id; });
    var box = make('article', 'decision-answer ' + result.status);
    var title = make('h3');
    title.append(link(decision.href, decision.label));
    var state = statuses[result.status];
    title.append(' ', make('span', 'state ' + state[0], state[1]));
    box.append(title);
    var advice = result.rules.flatMap(function (id) { return ruleOf(decision, id).advice; });
    result.recommendations.forEach(function (r, i) { box.append(recommendation(decision, r, advice[i])); });
    if (result.silence) { box.append(paragraph('because', result.silence.because)); }
    if (result.possibleRules.length) {
      box.append(paragraph('kind-line', make('span', 'kind', 'Might also apply')));
      box.append(list(result.possibleRules.map(function (id) { return ruleLink(decision, id); })));
    }
    if (result.needs.length) { box.append(paragraph('needed', make('span', 'kind', 'It depends on'), ' ', needLinks(result.needs))); }
    return box;
  }

  function valueText(value) {
    if (value === null) { return 'undetermined'; }
    if (value === true) { return 'yes'; }
    if (value === false) { return 'no'; }
    return typeof value === 'object' ? 'from ' + value.from + ' to ' + value.to : String(value);
  }

  function mark(faults, needs) {
    form.querySelectorAll('[data-fact]').forEach(function (field) {
      var id = field.dataset.fact;
      field.classList.toggle('is-needed', needs.has(id));
      field.classList.toggle('is-wrong', faults.has(id));
      field.querySelectorAll('input:not([type=radio]):not([type=checkbox]), select').forEach(function (i) {
        if (faults.has(id)) { i.setAttribute('aria-invalid', 'true'); } else { i.removeAttribute('aria-invalid'); }
      });
    });
  }

  function update() {
    var p = patient();
    answer.textContent = '';
    document.getElementById('patient-json').textContent = JSON.stringify(p, null, 2);
    try {
      var text = evaluator.evaluateToJson(p, today.value);
      var result = JSON.parse(text);
      document.getElementById('result-json').textContent = text;
      var needs = new Set();
      var order = ['decided', 'no-recommendation', 'silent', 'needs-data', 'out-of-scope'];
      result.decisions.forEach(function (d) { d.needs.forEach(function (n) { needs.add(n); }); });
      order.forEach(function (status) {
        var these = result.decisions.filter(function (d) { return d.status === status; });
        if (status === 'out-of-scope' && these.length) {
          var rest = make('details');
          rest.append(make('summary', '', 'Out of scope (' + these.length + ')'), list(these.map(function (d) {
            var decision = model.decisions.find(function (m) { return m.id === d.id; });
            return link(decision.href, decision.label);
          })));
          answer.append(rest);
        } else {
          these.forEach(function (d) { answer.append(decisionAnswer(d)); });
        }
      });
      var derived = document.getElementById('derived');
      derived.textContent = '';
      model.derived.forEach(function (d) { derived.append(make('dt', '', d.label), make('dd', '', valueText(result.derived[d.id]))); });
      mark(new Set(), needs);
    } catch (error) {
      document.getElementById('result-json').textContent = '';
      if (!error.faults) { answer.append(paragraph('state bad', 'This page has a defect: ' + error.message)); return; }
      answer.append(paragraph('state bad', 'This patient is refused.'));
      answer.append(list(error.faults.map(function (f) { return document.createTextNode(f.message); })));
      mark(new Set(error.faults.map(function (f) { return f.fact; })), new Set());
    }
    var share = '#patient=' + encodeURIComponent(JSON.stringify(p)) + '&today=' + today.value;
    document.getElementById('share').setAttribute('href', share);
  }

  function fromAddress() {
    var match = /^#patient=([^&]*)(?:&today=(\d{4}-\d{2}-\d{2}))?$/.exec(location.hash);
    if (!match) { return false; }
    try {
      fill(JSON.parse(decodeURIComponent(match[1])), match[2]);
      return true;
    } catch (e) {
      return false;
    }
  }

  form.addEventListener('input', function (event) {
    var field = event.target.closest('.field.set');
    if (field && !event.target.dataset.known && event.target.checked) { field.querySelector('[data-known]').checked = true; }
    if (field && event.target.dataset.known && !event.target.checked) { field.querySelectorAll('.members input').forEach(function (i) { i.checked = false; }); }
    if (event.target.id === 'filter') {
      var words = event.target.value.toLowerCase();
      form.querySelectorAll('[data-fact]').forEach(function (f) { f.hidden = facts[f.dataset.fact].label.toLowerCase().indexOf(words) < 0 && f.dataset.fact.indexOf(words) < 0; });
    } else if (event.target.id !== 'load') {
      update();
    }
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('reset', function () { setTimeout(update, 0); });
  var load = document.getElementById('load');
  if (load) {
    load.addEventListener('change', function () {
      var test = model.tests[Number(load.value)];
      if (load.value !== '' && test) { fill(test.patient, test.today); }
    });
  }
  if (!today.value) {
    var now = new Date();
    today.value = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  addEventListener('hashchange', fromAddress);
  if (!fromAddress()) { update(); }
}());
