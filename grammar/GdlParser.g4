// The shape of the guideline language. No actions and no predicates: what a shape cannot say (a missing comma, a label
// that is needed, a condition where a number should stand) is said by Parsing/AstBuilder, in words.
//
// Conditions and values share their rules, and signs of different strength stand side by side in one rule (AstBuilder groups
// them): an operand is few rules deep, one token of lookahead nearly always decides, and SLL prediction is enough for every
// valid file.
parser grammar GdlParser;

options { tokenVocab = GdlLexer; contextSuperClass = GuidelineDsl.Syntax.Parsing.ParseNode; }

document
  : documentItem* EOF
  ;

documentItem
  : header
  | useDeclaration
  | sourceDeclaration
  | factDeclaration
  | constraintDeclaration
  | groupDeclaration
  | definitionDeclaration
  | classificationDeclaration
  | scoreDeclaration
  | computeDeclaration
  | actionDeclaration
  | classDeclaration
  | regimenDeclaration
  | incompatibleDeclaration
  | remarkDeclaration
  | decisionDeclaration
  | patientDeclaration
  | testDeclaration
  | ruleDeclaration            // reported: a rule belongs into a decision
  ;

// ---- Header, sources, actions: named items in braces -------------------------------------------------------------------

header
  : kind=(GUIDELINE | VOCABULARY) identifier text? LBRACE property* RBRACE
  ;

useDeclaration
  : USE text
  ;

sourceDeclaration
  : SOURCE identifier text? LBRACE property* RBRACE
  ;

actionDeclaration
  : ACTION name=identifier text? COLON kind=identifier (LBRACE property* RBRACE)?
  ;

property
  : key=(STATUS | KIND) (identifier | special=GUIDELINE)                    # wordProperty
  | key=ABBREVIATION word=identifier text                                  # abbreviationProperty
  | key=VALID (FROM since=dateValue)? UNTIL end=dateValue                  # validProperty
  | key=REVIEW BY dateValue                                                # reviewProperty
  | key=SUPERSEDED BY word=identifier                                      # supersededProperty
  | key=(IDENTIFIER | NOTE) (text (COMMA text)* | DATE | numberLiteral)    # literalProperty
  ;

// ---- Facts and their types -------------------------------------------------------------------------------------------

factDeclaration
  : FACT identifier text? COLON type factFlag*
  ;

factFlag
  : REQUIRED
  | JUDGEMENT
  ;

type
  : YES_NO                                                                         # yesNoType
  | (ORDERED? ONE | SET) OF LBRACE (valueDeclaration COMMA?)* RBRACE               # enumerationType
  | NUMBER_TYPE (numberRange | unit)? (RESOLUTION increment=numberLiteral)?          # numberType
  | DATE_TYPE (AND TIME)? dateRange?                                               # dateType
  ;

numberRange
  : FROM? low=signedNumber (TO high=signedNumber)?
  | TO high=signedNumber
  ;

dateRange
  : FROM? low=dateValue (TO high=dateValue)?
  | TO high=dateValue
  ;

valueDeclaration
  : identifier text?
  ;

// ---- Derived things --------------------------------------------------------------------------------------------------

constraintDeclaration
  : CONSTRAINT identifier text? EQUAL condition
  ;

groupDeclaration
  : GROUP name=identifier text? OF fact=identifier EQUAL members=nameSet (EXCEPT except=nameSet)?
  ;

definitionDeclaration
  : DEFINE identifier text? EQUAL condition
  ;

classificationDeclaration
  : CLASSIFY identifier text? AS ORDERED? LBRACE (valueDeclaration COMMA?)* RBRACE LBRACE classificationItem* RBRACE
  ;

classificationItem
  : identifier (WHEN condition | OTHERWISE) COMMA?   # classificationBranch
  | CHOOSE (ONE | ALL | identifier)                  # classificationPolicy
  | citation                                         # classificationCitation
  | allowance                                        # classificationAllowance
  ;

scoreDeclaration
  : SCORE identifier text? LBRACE scoreItem* RBRACE
  ;

scoreItem
  : ADD signedNumber WHEN condition COMMA?   # scoreLine
  | citation                                 # scoreCitation
  | allowance                                # scoreAllowance
  ;

computeDeclaration
  : COMPUTE identifier text? (COLON type)? EQUAL arm (COMMA arm)*
  ;

arm
  : value=condition (WHEN guard=condition | OTHERWISE)?
  ;

// ---- Actions together --------------------------------------------------------------------------------------------------

classDeclaration
  : CLASS identifier text? EQUAL members=nameSet (EXCEPT except=nameSet)?
  ;

regimenDeclaration
  : REGIMEN name=identifier text? EQUAL identifier (PLUS identifier)*
  ;

incompatibleDeclaration
  : INCOMPATIBLE nameSet (BECAUSE text)? citation*
  ;

// ---- Decisions and rules ---------------------------------------------------------------------------------------------

decisionDeclaration
  : DECISION identifier text? LBRACE decisionItem* RBRACE
  ;

decisionItem
  : FOR condition                                      # scopeItem
  | CHOOSE (ONE | ALL | identifier)                    # policyItem
  | ruleDeclaration                                    # ruleItemOfDecision
  | SILENT WHEN condition (BECAUSE text)? citation*    # silentItem
  | PARTIAL (BECAUSE text)?                            # partialItem
  | remarkDeclaration                                  # decisionRemark
  | allowance                                          # decisionAllowance
  ;

ruleDeclaration
  : RULE identifier text? LBRACE ruleItem* RBRACE
  ;

// A citation directly after a remark belongs to the remark.
ruleItem
  : WHEN when=condition (UNLESS unless=condition)?                                  # whenItem
  | OTHERWISE                                                           # otherwiseItem
  | verb=(RECOMMEND | CONSIDER | AVOID | CONTRAINDICATE)
      plan (COMMA plan)* qualifier*                                     # adviceItem
  | EVIDENCE scale=identifier grade*                                    # evidenceItem
  | citation                                                            # citeItem
  | BECAUSE text                                                        # becauseItem
  | OVERRIDES identifier (COMMA identifier)*                            # overridesItem
  | REMARK text                                                         # ruleRemark
  | allowance                                                           # ruleAllowance
  ;

grade
  : identifier
  | NUMBER
  | UNIT
  ;

citation
  : CITE identifier (where=text quote=text?)?
  ;

allowance
  : ALLOW identifier BECAUSE text
  ;

remarkDeclaration
  : REMARK text citation*
  ;

// ---- Plans -----------------------------------------------------------------------------------------------------------

plan
  : step (THEN step)*
  ;

step
  : (name=identifier COLON)? planPart (PLUS planPart)*
  ;

planPart
  : OPTIONAL? planOperand
  ;

planOperand
  : identifier                                             # namedPlan
  | ONE OF (LBRACE (planOption COMMA?)* RBRACE | identifier)   # choicePlan
  ;

planOption
  : plan (WHEN condition)?
  ;

qualifier
  : PREFERRED                                                       # preferredQualifier
  | ALTERNATIVE                                                     # alternativeQualifier
  | IN SELECTED PATIENTS text?                                      # selectedPatientsQualifier
  | LINE numberLiteral                                              # lineQualifier
  | key=(DOSE | FRACTION | EVERY | FOR) quantityRange               # quantityQualifier
  | FROM timePoint                                                  # fromQualifier
  | UNTIL (timePoint | text)                                        # untilQualifier
  | LIFELONG                                                        # lifelongQualifier
  | key=(ROUTE | WORDING | NOTE) text                               # textQualifier
  ;

quantityRange
  : (AT LEAST)? low=numberLiteral (TO high=numberLiteral)?
  ;

timePoint
  : numberLiteral direction=(BEFORE | AFTER) identifier
  ;

// ---- Patients and tests ------------------------------------------------------------------------------------------------

patientDeclaration
  : PATIENT name=identifier (base=identifier WITH)? assignments
  ;

testDeclaration
  : TEST text LBRACE testItem* RBRACE
  ;

testItem
  : PATIENT (identifier (WITH assignments)? | assignments)   # patientItem
  | TODAY dateValue                                          # todayItem
  | EXPECT identifier outcome                                # expectItem
  ;

assignments
  : LBRACE (assignment COMMA?)* RBRACE
  ;

assignment
  : identifier EQUAL (condition | nameSet)
  ;

outcome
  : GIVES names                                                              # givesOutcome
  | verb=(RECOMMENDS | CONSIDERS | AVOIDS | CONTRAINDICATES) names           # adviceOutcome
  | DOES NOT verb=(RECOMMEND | CONSIDER | AVOID | CONTRAINDICATE) names      # negatedAdviceOutcome
  | NEEDS names                                                              # needsOutcome
  | HAS identifier GAP                                                       # gapOutcome
  | IS (OUT OF SCOPE | condition)                                            # isOutcome
  ;

// ---- Conditions and values -------------------------------------------------------------------------------------------

// "and" holds together more strongly than "or".
condition
  : comparison ((AND | OR) comparison)*
  ;

comparison
  : NOT* calculation comparisonTail?
  ;

comparisonTail
  : (comparator calculation)+       # chainTail
  | IS NOT? calculation             # isTail
  | NOT? membership         # membershipTail
  ;

membership
  : IN (LBRACE calculation? (COMMA calculation?)* RBRACE | calculation)                          # inMembership
  | BETWEEN low=calculation AND high=calculation                                         # betweenMembership
  | INCLUDES ((kind=(ANY | ALL) OF | kind=ONLY) nameSet | identifier)    # includesMembership
  ;

comparator
  : LESS
  | LESS_EQUAL
  | GREATER
  | GREATER_EQUAL
  | EQUAL
  | NOT_EQUAL                  // reported: "is not"
  ;

// From weak to strong: + and -, * and /, the sign before a power, ^ (which groups from the right).
calculation
  : MINUS* operand ((PLUS | MINUS | STAR | SLASH | CARET) MINUS* operand)*
  ;

operand
  : numberLiteral                                                                       # numberOperand
  | DATE                                                                                # dateOperand
  | identifier (LPAREN (condition (COMMA condition)*)? RPAREN)?                         # nameOperand
  | LPAREN condition RPAREN                                                             # parenthesizedOperand
  | (kind=(ALL | ANY) | kind=AT bound=(LEAST | MOST) NUMBER | kind=EXACTLY NUMBER)
      OF LBRACE condition? (COMMA condition?)* RBRACE                                   # countOperand
  ;

// ---- Small things ------------------------------------------------------------------------------------------------------

nameSet
  : LBRACE (identifier COMMA?)* RBRACE
  ;

names
  : identifier (COMMA identifier)*
  ;

signedNumber
  : MINUS? numberLiteral
  ;

numberLiteral
  : NUMBER unit?
  ;

unit
  : UNIT
  | PERCENT
  | QUOTED_UNIT
  ;

dateValue
  : DATE
  | NUMBER
  ;

text
  : STRING
  | PARAGRAPH
  ;

identifier
  : IDENTIFIER
  | USE | SOURCE | GROUP | SCORE | ACTION | CLASS | REGIMEN | TEST | PATIENT
  | OF | AS | BY | TO | FROM | UNTIL | FOR | WITH | EXCEPT
  | ORDERED | SET | NUMBER_TYPE | DATE_TYPE | TIME | RESOLUTION | REQUIRED | JUDGEMENT | ADD
  | STATUS | KIND | ABBREVIATION | VALID | REVIEW | SUPERSEDED | NOTE
  | FIRST | SILENT | PARTIAL
  | PREFERRED | ALTERNATIVE | SELECTED | PATIENTS | LINE | DOSE | FRACTION | ROUTE | EVERY | LIFELONG | WORDING
  | BEFORE | AFTER | LEAST | MOST
  | TODAY | GIVES | RECOMMENDS | CONSIDERS | AVOIDS | CONTRAINDICATES | NEEDS | DOES | HAS | GAP | SCOPE
  ;
