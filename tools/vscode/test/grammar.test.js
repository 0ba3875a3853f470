// The grammar that colours agrees with the lexer that compiles. The lexer's tokens come from the .NET tests, which start this
// file with GDL_TOKENS naming a file: [{ file, text, tokens: [[type, start, length], …] }].
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const test = require('node:test');
const { available, loadGrammar, scopesOf } = require('./textmate');

const tokensFile = process.env.GDL_TOKENS;

/** What each kind of token must look like. */
const EXPECTED = [
  { types: /^(LINE_COMMENT|BLOCK_COMMENT)$/, scope: /^comment\./ },
  { types: /^(STRING|PARAGRAPH)$/, scope: /^string\.quoted\.(double|triple)/ },
  { types: /^DATE$/, scope: /^constant\.numeric\.date/ },
  { types: /^NUMBER$/, scope: /^constant\.numeric/ },
  { types: /^QUOTED_UNIT$/, scope: /^constant\.other\.unit/ },
  { types: /^UNIT$/, scope: /^constant\.other\.unit/ },
  { types: /^YES_NO$/, scope: /^storage\.type/ },
  { types: /^(GUIDELINE|VOCABULARY|FACT|CONSTRAINT|DEFINE|CLASSIFY|COMPUTE|INCOMPATIBLE|REMARK|DECISION|RULE)$/, scope: /^keyword\.declaration/ },
  { types: /^(RECOMMEND|CONSIDER|AVOID|CONTRAINDICATE)$/, scope: /^keyword\.control\.advice/ },
  { types: /^(CHOOSE|WHEN|UNLESS|OTHERWISE|EVIDENCE|CITE|BECAUSE|OVERRIDES|ALLOW|EXPECT|THEN|OPTIONAL)$/, scope: /^keyword\.control/ },
  { types: /^(AND|OR|NOT|IS|IN|BETWEEN|INCLUDES)$/, scope: /^(keyword\.operator\.word|storage\.type)/ },
  { types: /^IDENTIFIER$/, scope: /^(|entity\.name.*|constant\.language.*|constant\.other\.code.*)$/ },
  { types: /^(LBRACE|RBRACE|LPAREN|RPAREN|COMMA|COLON|EQUAL|LESS|LESS_EQUAL|GREATER|GREATER_EQUAL|PLUS|MINUS|STAR|SLASH|CARET)$/, scope: /^(|keyword\.operator.*|punctuation.*)$/ },
  { types: /^PERCENT$/, scope: /^(|constant\.other\.unit.*)$/ },
  { types: /./, scope: /^(?!comment|string|constant\.numeric)/ }, // soft words: a keyword or a name
];

const expectationOf = type => EXPECTED.find(e => e.types.test(type)).scope;

test('the grammar agrees with the lexer on every given file', { skip: !available ? 'needs npm ci' : !tokensFile ? 'needs the lexer\'s tokens' : false }, async () => {
  const grammar = await loadGrammar();
  const files = JSON.parse(fs.readFileSync(tokensFile, 'utf8'));
  assert.ok(files.length > 10);
  const differences = [];
  for (const { file, text, tokens } of files) {
    const scopes = scopesOf(grammar, text);
    for (const [type, start, length] of tokens) {
      const expected = expectationOf(type);
      for (let at = start; at < start + length; at++) {
        if (/\s/.test(text[at]) || expected.test(scopes[at])) continue;
        const line = text.slice(0, at).split('\n').length;
        differences.push(`${file}:${line}: ${type} '${text.slice(start, start + length)}' is coloured as '${scopes[at]}'`);
        break;
      }
    }
  }
  assert.deepEqual(differences.slice(0, 20), []);
});

test('what looks like something else is not coloured as it', { skip: available ? false : 'needs npm ci' }, async () => {
  const grammar = await loadGrammar();
  const cases = [
    ['// "no text" 5 cm', '"no', /^comment/],
    ['note "// no comment"', '//', /^string/],
    ['note "an \\" inside // and 5 cm"', '5 cm', /^string/],
    ['fact G1 "x" : yes/no', 'G1', /^entity/],
    ['define x = grade is G3', 'G3', /^$/],
    ['define x = size_2 < 3', '2', /^$/],
    ['define x = size < 3 mm_count', 'mm_count', /^$/],
    ["dose 50 'ug/h'", 'ug', /^constant\.other\.unit/],
    ['define x = size < 3 cm and y', 'cm', /^constant\.other\.unit/],
    ['today 2025-10-10', '10-10', /^constant\.numeric\.date/],
  ];
  for (const [line, part, expected] of cases) {
    assert.match(scopesOf(grammar, line)[line.indexOf(part)], expected, line);
  }
});
