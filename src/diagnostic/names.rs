//! The one list of all kinds of findings.

use super::catalog::{About, Group, Severity};
use std::fmt;

macro_rules! names {
    (
        errors { $($variant:ident $name:literal, $summary:literal, $wrong:literal => $right:literal;)* }
        lints { $($lint:ident $lint_name:literal $group:ident $level:ident, $lint_summary:literal;)* }
    ) => {
        /// A kind of finding.
        ///
        /// ```
        /// use qualify::diagnostic::Name;
        /// assert_eq!(Name::UnknownName.to_string(), "unknown-name");
        /// assert_eq!(Name::parse("unknown-name"), Some(Name::UnknownName));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Name {
            $(#[doc = $summary] $variant,)*
            $(#[doc = $lint_summary] $lint,)*
        }

        impl Name {
            /// All kinds, in the order of the list.
            pub const ALL: &'static [Name] = &[$(Name::$variant,)* $(Name::$lint,)*];

            /// What there is to say about this kind.
            pub fn about(self) -> &'static About {
                match self {
                    $(Name::$variant => &About {
                        name: $name, severity: Severity::Error, group: None, summary: $summary, wrong: $wrong, right: $right,
                    },)*
                    $(Name::$lint => &About {
                        name: $lint_name,
                        severity: Severity::$level,
                        group: Some(Group::$group),
                        summary: $lint_summary,
                        wrong: "",
                        right: "",
                    },)*
                }
            }

            /// The kind of that name.
            pub fn parse(name: &str) -> Option<Name> {
                Name::ALL.iter().copied().find(|kind| kind.about().name == name)
            }
        }
    };
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.about().name)
    }
}

names! {
errors {
    // Files.
    UnreadableFile "unreadable-file",
        "a rule file, or a file that it names, cannot be read",
        "use \"persona.qual\"" => "use \"personas.qual\"";
    NotUtf8 "not-utf8",
        "a rule file is not text in UTF-8; save it from the editor as UTF-8",
        "" => "";
    EmptyFile "empty-file",
        "a rule file holds no rule, so there is nothing to say about a lead",
        "# nothing yet" => "when downloads >= 2 then +20";
    FileTooLarge "file-too-large",
        "a rule file, or a file that it names, is larger than any that a person would write",
        "" => "";
    ForbiddenPath "forbidden-path",
        "a rule file may name only files in its own folder or below it, so that a ruleset can be shared safely",
        "list competitors from \"../../competitors.txt\"" => "list competitors from \"competitors.txt\"";
    BadLine "bad-line",
        "a line of a file named after `from` cannot be read",
        "by country from \"countries.csv\"   # holds: DE,ten" => "by country from \"countries.csv\"   # holds: DE,10";

    // The way it is written.
    Syntax "syntax",
        "something is where it cannot be",
        "when downloads >= then +5" => "when downloads >= 2 then +5";
    UnclosedBlock "unclosed-block",
        "a block is opened with `{` and the next one begins, or the file ends, before it is closed with `}`",
        "score fit {\n  when a then +1\nscore interest {\n  when b then +1\n}" => "score fit {\n  when a then +1\n}\nscore interest {\n  when b then +1\n}";
    UnclosedText "unclosed-text",
        "a text is opened with `\"` and not closed on its line",
        "when title contains \"vp then +5" => "when title contains \"vp\" then +5";
    StrayBrace "stray-brace",
        "a `}` closes nothing",
        "when a then +1 }" => "when a then +1";
    MissingThen "missing-then",
        "a rule says when, but `then` and the points are missing",
        "when downloads >= 2 +20" => "when downloads >= 2 then +20";
    ForeignOperator "foreign-operator",
        "a sign that other languages use; Qualify has one way to say each thing",
        "when a == 1 && b <> 2 then +5" => "when a = 1 and b != 2 then +5";
    ForeignWord "foreign-word",
        "a word that other languages use, or a word in capitals; Qualify has one way to say each thing",
        "when budget is null OR size between 50 and 500 then +5" => "when budget is unknown or size in 50..500 then +5";
    ForeignQuote "foreign-quote",
        "a text needs straight double quotes; single quotes, or curly ones pasted from a document, are something else",
        "when title contains 'vp' then +5" => "when title contains \"vp\" then +5";
    SpreadsheetFormula "spreadsheet-formula",
        "a formula as in a spreadsheet; a rule says `when ... then ...`",
        "=IF(size>=50,20,0)" => "when size >= 50 then +20";
    NameWithSpace "name-with-space",
        "a name with a space in it needs backticks",
        "when Job Title contains \"vp\" then +5" => "when `Job Title` contains \"vp\" then +5";
    ReservedWord "reserved-word",
        "a word that the language keeps for itself is used as a name; a field of that name needs backticks",
        "define known = budget > 0" => "define has_budget = budget > 0";
    OperatorSpacing "operator-spacing",
        "a sign touches its number, and `+` and `-` between values have a space on both sides",
        "when a -3 > 0 then + 20" => "when a - 3 > 0 then +20";
    PercentSign "percent-sign",
        "a number is written without `%`; a per cent column is read as plain numbers, 12% as 12",
        "when discount > 20% then +5" => "when discount > 20 then +5";
    RangeForm "range-form",
        "a range is written with two dots: `50..500` holds both ends",
        "when size in 50-500 then +5" => "when size in 50..500 then +5";
    DateForm "date-form",
        "a date is written year-month-day, and it must be one that the calendar has",
        "when signed > 1/31/2026 then +5" => "when signed > 2026-01-31 then +5";
    NumberForm "number-form",
        "a number is written with digits, a point before decimals, and `_` or nothing between thousands",
        "when revenue > 1,500,000 then +5" => "when revenue > 1_500_000 then +5";
    ChainedComparison "chained-comparison",
        "comparisons do not chain; a range says it",
        "when 50 <= size <= 500 then +5" => "when size in 50..500 then +5";
    HalfCondition "half-condition",
        "a value alone is not a condition; after `or` and `and` write the whole comparison again, or use a list",
        "when title = \"CEO\" or \"CFO\" then +5" => "when title in [\"CEO\", \"CFO\"] then +5";
    MissingQuotes "missing-quotes",
        "a text needs double quotes; a word without quotes is the name of a field or a definition",
        "when industry = Software then +5" => "when industry = \"Software\" then +5";
    BlankComparison "blank-comparison",
        "a blank equals nothing, not even a blank; `is unknown` asks for it",
        "when budget = \"\" then -5" => "when budget is unknown then -5";
    OtherwiseInTable "otherwise-in-table",
        "a `by` table says `other` for any other known value, and `unknown` for a missing one; `otherwise` ends a label",
        "by industry {\n  \"Software\" then +20\n  otherwise 0\n}" => "by industry {\n  \"Software\" then +20\n  unknown    then 0\n  other      then 0\n}";
    OtherInLabel "other-in-label",
        "a label ends in `otherwise`; `other` is for `by` tables",
        "label priority {\n  when total >= 70 then hot\n  other cold\n}" => "label priority {\n  when total >= 70 then hot\n  otherwise cold\n}";
    OtherwiseFirst "otherwise-first",
        "the `otherwise` of a label takes every lead that is left, so it is written last and once",
        "label priority {\n  otherwise cold\n  when total >= 70 then hot\n}" => "label priority {\n  when total >= 70 then hot\n  otherwise cold\n}";
    MissingOtherwise "missing-otherwise",
        "a label must end in `otherwise`, or hold a table with both `unknown` and `other`, so that every lead has one",
        "label priority {\n  when total >= 70 then hot\n}" => "label priority {\n  when total >= 70 then hot\n  otherwise cold\n}";
    CaseOrder "case-order",
        "`unknown` and `other` are the last rows of a table, each once",
        "by industry {\n  other then 0\n  \"Software\" then +20\n}" => "by industry {\n  \"Software\" then +20\n  other then 0\n}";
    TooDeep "too-deep",
        "parentheses, blocks or `not` are nested deeper than any that a person would write",
        "" => "";
    TextTooLong "text-too-long",
        "a text, a name or a number is longer than any that a person would write",
        "" => "";
    Unsupported "unsupported",
        "a list of entries inside of an entry of another list, or asked about inside of `where (...)`",
        "lead {\n  visits: list of { page: text }\n  orders: list of { amount: number }\n}\nwhen any visits where (page contains \"pricing\" and count of orders >= 1) then +5" => "lead {\n  visits: list of { page: text }\n  orders: list of { amount: number }\n}\nwhen any visits where (page contains \"pricing\") and count of orders >= 1 then +5";

    // Names.
    UnknownName "unknown-name",
        "a name that nothing in the file declares",
        "lead { company_size: number }\nwhen compnay_size > 5 then +1" => "lead { company_size: number }\nwhen company_size > 5 then +1";
    DuplicateName "duplicate-name",
        "two things have one name, or names that differ only in capitals",
        "define big = size > 5\ndefine Big = size > 9" => "define big = size > 5\ndefine bigger = size > 9";
    AmbiguousName "ambiguous-name",
        "inside of `where (...)` a name is a field of the entry and of the lead too, so it cannot be told which is meant",
        "lead {\n  since: date\n  visits: list of { page: text  since: date }\n}\nwhen any visits where (since within 7 days) then +5" => "lead {\n  since: date\n  visits: list of { page: text  at: date from \"since\" }\n}\nwhen any visits where (at within 7 days) and since within 1 year then +5";
    WrongKind "wrong-kind",
        "a name of one kind is used where another kind is wanted, for example a list where a condition is wanted",
        "list rivals = [\"acme.com\"]\nby rivals {\n  \"acme.com\" then -5\n}" => "list rivals = [\"acme.com\"]\nwhen domain of email in rivals then -5";
    Cycle "cycle",
        "a definition, score, label or ladder needs itself",
        "define a = b\ndefine b = a" => "define a = downloads > 2\ndefine b = a";
    RestsOnScore "rests-on-score",
        "a rule that gives points cannot ask about scores; only ladders, labels, `disqualify` and scores made of scores can",
        "score fit { when fit > 5 then +5 }" => "label big { when fit > 5 then yes_please otherwise no_thanks }";

    // Types and values.
    TypeMismatch "type-mismatch",
        "a value of one type is used where another type is wanted",
        "lead { title: text }\nwhen title > 5 then +5" => "lead { title: text }\nwhen title contains \"vp\" then +5";
    UnclearType "unclear-type",
        "the type of an undeclared field cannot be told from its use, or two uses contradict each other",
        "when a = b then +5" => "lead { a: number  b: number }\nwhen a = b then +5";
    UnknownValue "unknown-value",
        "a text that is not among the values of its field, or a step or value that a ladder or label does not have",
        "lead { industry: one of \"Software\", \"Retail\" }\nwhen industry = \"Sofware\" then +5" => "lead { industry: one of \"Software\", \"Retail\" }\nwhen industry = \"Software\" then +5";
    AlwaysKnown "always-known",
        "a field with `= ...`, a score or a label is always known, so asking whether it is tells nothing",
        "lead { downloads: number = 0 }\nwhen downloads is unknown then -5" => "lead { downloads: number }\nwhen downloads is unknown then -5";
    UpsideDownRange "upside-down-range",
        "the lower end of a range is above its upper end, so nothing lies in it",
        "when size in 500..50 then +5" => "when size in 50..500 then +5";
    DuplicateCase "duplicate-case",
        "the same row or value is written twice, and the second never counts",
        "by country { \"DE\" then +5 \"de\" then +3 }" => "by country { \"DE\" then +5 \"FR\" then +3 }";
    BadBounds "bad-bounds",
        "the range of a score or group must be of numbers with at most two places and hold 0, where every lead begins",
        "score fit in 10..100 { when a then +5 }" => "score fit in 0..100 { when a then +5 }";
    BadPoints "bad-points",
        "points have at most two decimal places, are at most 1,000,000, and a limit has their sign",
        "when a then +5 per downloads up to -10" => "when a then +5 per downloads up to +10";
    BadCount "bad-count",
        "a count or a period must be a whole number that makes sense where it is used",
        "when at least 5 of (a, b) then +5" => "when at least 2 of (a, b) then +5";
    BadField "bad-field",
        "what is said of a field does not go together",
        "lead { size: number split by \";\" }" => "lead { size: number }";
    BadFormat "bad-format",
        "a `format` that cannot be read: for dates a pattern, for example \"%m/%d/%Y\", for numbers \"1.234,56\" or \"1,234.56\"",
        "lead { seen: date format \"MM/DD\" }" => "lead { seen: date format \"%m/%d/%Y\" }";
    BadTimezone "bad-timezone",
        "a time zone that does not exist; it is named as \"Europe/Paris\" or \"UTC\"",
        "timezone \"Paris\"" => "timezone \"Europe/Paris\"";
    BadTest "bad-test",
        "a test that cannot be run as it is",
        "score fit { when last_visit within 14 days then +10 }\ntest \"a recent visit\" {\n  given { last_visit = 2026-01-10 }\n  expect fit = 10\n}" => "score fit { when last_visit within 14 days then +10 }\ntest \"a recent visit\" {\n  today 2026-01-15\n  given { last_visit = 2026-01-10 }\n  expect fit = 10\n}";
    FormulaText "formula-text",
        "a reason, step or label that begins with `=`, `+`, `-` or `@` would be run as a formula by spreadsheets",
        "when a then +5 because \"+5 for size\"" => "when a then +5 because \"size\"";
    NotShareable "not-shareable",
        "a file brought in by `use` holds lead fields, lists, definitions, labels and tests; anything else stays in the main file",
        "# in personas.qual\nwhen a then +5" => "# in personas.qual\ndefine ours = a";
}

// What each is about, with examples, stands in the file of the lint.
lints {
    NeverFires "never-fires" Correctness Warning,
        "a rule, row, step, choice or disqualifier whose condition can never be true";
    AlwaysFires "always-fires" Correctness Warning,
        "a condition that is true for every lead of whom its fields are known";
    RedundantClause "redundant-clause" Correctness Warning,
        "a clause that the rest of its condition says already, or that can never matter";
    DuplicateRule "duplicate-rule" Correctness Warning,
        "two rules of one score whose conditions mean the same, however they are written";
    UnreachableCase "unreachable-case" Correctness Warning,
        "a row, a choice of a label or a rule in a `first` that never decides, since earlier ones always do";
    UncoveredCase "uncovered-case" Correctness Warning,
        "a table without `other` that leaves known values out; a value behind `never below` that names no step";
    StraddledCase "straddled-case" Correctness Warning,
        "a table over a `number or range` whose cuts lie inside of the usual employee bands, so that such leads fit no row";
    UnreachableStep "unreachable-step" Correctness Warning,
        "a step or choice that asks for more than any lead can have";
    WordInsideWord "word-inside-word" Correctness Warning,
        "a short text after `contains` that common longer words hold too";
    RepeatedValue "repeated-value" Correctness Warning,
        "values of a list that are the same, or that another one covers already";
    ExpiredDate "expired-date" Correctness Warning,
        "a date that decides its condition once and for all from today on";
    UnusedDefinition "unused-definition" Correctness Warning,
        "a field, list or definition that nothing uses: it is left over, or a rule is missing";
    UnusedAllow "unused-allow" Correctness Warning,
        "a silencing comment that silences nothing, or names no finding that can be silenced";
    AllowWithoutReason "allow-without-reason" Correctness Warning,
        "a silencing comment without a reason, so that the next reader has to guess whether it still holds";
    OverlappingBands "overlapping-bands" Scoring Warning,
        "rules of one score that band a field and share an edge or a part";
    GapBetweenBands "gap-between-bands" Scoring Warning,
        "values between the bands of a field in one score that no band takes";
    CancellingRules "cancelling-rules" Scoring Warning,
        "rules of one score that always fire together and add up to nothing";
    ZeroPoints "zero-points" Scoring Warning,
        "a rule that gives nothing, or a group or score that always comes to 0";
    UncappedPoints "uncapped-points" Scoring Warning,
        "points `per` or `for each` without `up to`, in no group or score with bounds";
    IdleLimit "idle-limit" Scoring Warning,
        "a limit per day, week or month that a longer one makes idle";
    HeldBack "held-back" Pedantic Allowed,
        "a step whose condition a lead can meet while an earlier one holds it back";
    IdleBound "idle-bound" Pedantic Allowed,
        "a bound of a score or group that its rules can never reach";
    UnknownNeverTested "unknown-never-tested" Pedantic Allowed,
        "`not` or `!=` on a field that may be unknown: such leads do not match";
    StackedRules "stacked-rules" Pedantic Allowed,
        "a rule whose condition holds whenever that of another one of the same score does, so that both count";
    SingleRuleDecides "single-rule-decides" Pedantic Allowed,
        "a rule that lifts a lead to a step all by itself";
    NonMonotonicBands "non-monotonic-bands" Pedantic Allowed,
        "points that rise, fall and rise again along a field";
    MissingReason "missing-reason" Pedantic Allowed,
        "a rule that gives points without saying why";
    UntestedRule "untested-rule" Pedantic Allowed,
        "a rule that no test of the file sees fire";
    RangeAsComparisons "range-as-comparisons" Style Allowed,
        "two comparisons that a range says in one: `x in 50..500`";
    ListAsOr "list-as-or" Style Allowed,
        "the same field compared with one value after the other, which a list says in one: `a in [\"x\", \"y\"]`";
    NegatedIn "negated-in" Style Allowed,
        "`not` before a test that has a form of its own: `a not in [...]`";
    RepeatedList "repeated-list" Style Allowed,
        "the same list written twice, which a `list` gives a name";

    // Found only where there are leads to look at.
    NeverFiresOnData "never-fires-on-data" Data Warning,
        "a rule, row, step, choice or disqualifier that takes none of the leads";
    AlwaysFiresOnData "always-fires-on-data" Data Warning,
        "a rule, row, step, choice or disqualifier that takes all of the leads, and so tells none apart";
    ValueNotInData "value-not-in-data" Data Warning,
        "a value in the rules that none of the leads has";
    UncoveredInData "uncovered-in-data" Data Warning,
        "values of the leads that no row of a table takes";
    UnknownInData "unknown-in-data" Data Warning,
        "a field that is unknown for all of the leads or nearly all, or required and missing";
    UnreadableInData "unreadable-in-data" Data Warning,
        "values of the leads that cannot be read as the type of their field";
    ColumnNotInData "column-not-in-data" Data Warning,
        "a field that the rules need, for which the leads have no column";
}
}
