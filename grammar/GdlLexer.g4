// The words and signs of the guideline language.
//
// White space and comments go to the hidden channel, so that all tokens together are the text again. Words under
// "Reserved" are never names; every other word may also be a name (see `identifier` in the parser grammar). Between
// lexer and parser one pass over the tokens (Parsing/TokenPass) decides what a grammar cannot: which word after a
// number is a unit, and whether `one`, `all`, `any`, `only`, `at`, `exactly`, `out` begin a phrase or are names.
lexer grammar GdlLexer;

tokens { UNIT }

// ---- Reserved: the structure of a file -------------------------------------------------------------------------------

GUIDELINE      : 'guideline' ;
VOCABULARY     : 'vocabulary' ;
FACT           : 'fact' ;
CONSTRAINT     : 'constraint' ;
DEFINE         : 'define' ;
CLASSIFY       : 'classify' ;
COMPUTE        : 'compute' ;
INCOMPATIBLE   : 'incompatible' ;
REMARK         : 'remark' ;
DECISION       : 'decision' ;
RULE           : 'rule' ;
CHOOSE         : 'choose' ;
WHEN           : 'when' ;
UNLESS         : 'unless' ;
OTHERWISE      : 'otherwise' ;
RECOMMEND      : 'recommend' ;
CONSIDER       : 'consider' ;
AVOID          : 'avoid' ;
CONTRAINDICATE : 'contraindicate' ;
EVIDENCE       : 'evidence' ;
CITE           : 'cite' ;
BECAUSE        : 'because' ;
OVERRIDES      : 'overrides' ;
ALLOW          : 'allow' ;
EXPECT         : 'expect' ;

// ---- Reserved: conditions and plans ----------------------------------------------------------------------------------

AND      : 'and' ;
OR       : 'or' ;
NOT      : 'not' ;
IS       : 'is' ;
IN       : 'in' ;
BETWEEN  : 'between' ;
INCLUDES : 'includes' ;
THEN     : 'then' ;
OPTIONAL : 'optional' ;

// ---- Words that begin a phrase: keywords only in that phrase, decided by the token pass --------------------------------

ONE     : 'one' ;
ALL     : 'all' ;
ANY     : 'any' ;
ONLY    : 'only' ;
AT      : 'at' ;
EXACTLY : 'exactly' ;
OUT     : 'out' ;

// ---- Soft words: keywords where the grammar asks for them, names everywhere else ---------------------------------------

USE             : 'use' ;
SOURCE          : 'source' ;
GROUP           : 'group' ;
SCORE           : 'score' ;
ACTION          : 'action' ;
CLASS           : 'class' ;
REGIMEN         : 'regimen' ;
TEST            : 'test' ;
PATIENT         : 'patient' ;
OF              : 'of' ;
AS              : 'as' ;
BY              : 'by' ;
TO              : 'to' ;
FROM            : 'from' ;
UNTIL           : 'until' ;
FOR             : 'for' ;
WITH            : 'with' ;
EXCEPT          : 'except' ;
ORDERED         : 'ordered' ;
SET             : 'set' ;
NUMBER_TYPE     : 'number' ;
DATE_TYPE       : 'date' ;
TIME            : 'time' ;
RESOLUTION      : 'resolution' ;
REQUIRED        : 'required' ;
JUDGEMENT       : 'judgement' ;
ADD             : 'add' ;
STATUS          : 'status' ;
KIND            : 'kind' ;
ABBREVIATION    : 'abbreviation' ;
VALID           : 'valid' ;
REVIEW          : 'review' ;
SUPERSEDED      : 'superseded' ;
NOTE            : 'note' ;
FIRST           : 'first' ;
SILENT          : 'silent' ;
PARTIAL         : 'partial' ;
PREFERRED       : 'preferred' ;
ALTERNATIVE     : 'alternative' ;
SELECTED        : 'selected' ;
PATIENTS        : 'patients' ;
LINE            : 'line' ;
DOSE            : 'dose' ;
FRACTION        : 'fraction' ;
ROUTE           : 'route' ;
EVERY           : 'every' ;
LIFELONG        : 'lifelong' ;
WORDING         : 'wording' ;
BEFORE          : 'before' ;
AFTER           : 'after' ;
LEAST           : 'least' ;
MOST            : 'most' ;
TODAY           : 'today' ;
GIVES           : 'gives' ;
RECOMMENDS      : 'recommends' ;
CONSIDERS       : 'considers' ;
AVOIDS          : 'avoids' ;
CONTRAINDICATES : 'contraindicates' ;
NEEDS           : 'needs' ;
DOES            : 'does' ;
HAS             : 'has' ;
GAP             : 'gap' ;
SCOPE           : 'scope' ;

// ---- Names, numbers, dates, texts ------------------------------------------------------------------------------------

YES_NO      : 'yes/no' ;
IDENTIFIER  : [A-Za-z] [A-Za-z0-9_]* ;
DATE        : YEAR '-' TWO ('-' TWO ('T' TWO ':' TWO (':' TWO)?)?)? ;
NUMBER      : DIGIT [0-9_]* ('.' DIGIT [0-9_]*)? ;
PARAGRAPH   : '"""' .*? '"""' ;
STRING      : '"' CHARACTER* '"' ;
QUOTED_UNIT : '\'' (~['\r\n] | '\'\'')* '\'' ;

// ---- Signs -----------------------------------------------------------------------------------------------------------

LBRACE        : '{' ;
RBRACE        : '}' ;
LPAREN        : '(' ;
RPAREN        : ')' ;
COMMA         : ',' ;
COLON         : ':' ;
EQUAL         : '=' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
PLUS          : '+' ;
MINUS         : '-' ;
STAR          : '*' ;
SLASH         : '/' ;
CARET         : '^' ;
PERCENT       : '%' ;

// ---- What people write out of habit: understood, and answered with what to write ---------------------------------------

DOUBLE_EQUAL  : '==' ;
NOT_EQUAL     : '!=' | '<>' | '≠' ;
DOUBLE_AMP    : '&&' ;
DOUBLE_BAR    : '||' ;
SEMICOLON     : ';' ;
LBRACKET      : '[' ;
RBRACKET      : ']' ;
LEADING_DOT   : '.' DIGIT [0-9_]* ;
CURLY_STRING  : [“”„«»] ~["“”„«»\r\n]* [“”"«»] ;
OPEN_STRING   : '"' CHARACTER* ;
FOREIGN_WORD  : '_' [A-Za-z0-9_]* ; // and every word with letters of another alphabet: they are joined after the lexer, whose tables they would fill

// ---- Trivia ----------------------------------------------------------------------------------------------------------

SPACE         : [ \t\r\n\f\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFEFF]+ -> channel(HIDDEN) ;
LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;

UNKNOWN : . ;

fragment CHARACTER : '\\' ~[\r\n] | ~["\\\r\n] ;
fragment DIGIT     : [0-9] ;
fragment TWO       : DIGIT DIGIT ;
fragment YEAR      : DIGIT DIGIT DIGIT DIGIT ;
