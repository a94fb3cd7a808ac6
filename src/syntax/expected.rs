//! What was expected, in the words of people: never the name of a rule of the grammar.

use super::parser::Rule;
use super::segment::Context;
use super::words::either;

/// What a rule of the grammar is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    /// A word of the language.
    Keyword(&'static str),
    /// A sign.
    Sign(&'static str),
    /// A whole statement, which begins with one of these words.
    Statement(&'static str, &'static [&'static str]),
    /// A part that begins with one of these words.
    Part(&'static str, &'static [&'static str]),
    /// Something that is a value.
    Value(&'static str),
    /// A condition, or a value that is computed.
    Expression,
    /// What compares two values, or asks something of one.
    Comparison(&'static [&'static str]),
    /// `+ - * /`
    Arithmetic,
    /// The end of the statement.
    End,
    /// A rule that is never expected by itself.
    Inner,
}

/// What was expected at a place.
pub(super) struct Expected {
    /// Whether the statement may end there.
    pub may_end: bool,
    terms: Vec<Term>,
    context: Context,
    /// The first word of the statement.
    first: String,
}

impl Expected {
    /// From the rules that pest tried at the furthest place.
    pub(super) fn new(rules: &[Rule], context: Context, first: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for rule in rules {
            let term = term(*rule);
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let may_end = terms.contains(&Term::End);
        terms.retain(|term| !matches!(term, Term::End | Term::Inner));
        Expected { may_end, terms, context, first: first.to_owned() }
    }

    /// Whether nothing can be said.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a whole statement was expected.
    pub(super) fn is_statement(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Term::Statement(..)))
    }

    /// Whether a block was expected to begin, and little else.
    pub(super) fn only_brace(&self) -> bool {
        self.terms.contains(&Term::Sign("{"))
            && !self
                .terms
                .iter()
                .any(|term| matches!(term, Term::Keyword("then") | Term::Comparison(_) | Term::Arithmetic))
    }

    /// All words of the language that could have stood there.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &'static str> {
        self.terms.iter().flat_map(|term| match term {
            Term::Keyword(word) => vec![*word],
            Term::Part(_, words) | Term::Statement(_, words) | Term::Comparison(words) => words.to_vec(),
            _ => Vec::new(),
        })
    }

    /// What was expected, as a short list in words: what must come where something must, else what may.
    pub(super) fn words(&self) -> String {
        let has = |term: Term| self.terms.contains(&term);
        let value = self.terms.iter().filter(|term| matches!(term, Term::Value(_))).count() > 3;
        // A score that is computed compares nothing.
        let computed = matches!(self.first.as_str(), "score" | "label");
        let comparison = self.terms.iter().any(|term| matches!(term, Term::Comparison(_)));
        let must = |term: &Term| match term {
            Term::Keyword("and" | "or" | "not") | Term::End | Term::Inner => false,
            Term::Arithmetic => computed,
            Term::Keyword("in") => !comparison,
            // It begins a condition too.
            Term::Keyword("any") => !value,
            Term::Comparison(_) => !computed,
            Term::Sign("{") => !has(Term::Keyword("then")),
            _ => true,
        };
        let mut terms: Vec<Term> = self.terms.iter().filter(|term| must(term)).copied().collect();
        if terms.is_empty() {
            terms = self.terms.iter().filter(|term| matches!(term, Term::Keyword("and" | "or"))).copied().collect();
        }
        // What ends the statement is told last.
        terms.sort_by_key(|term| *term == Term::Keyword("then"));
        let mut words: Vec<String> = Vec::new();
        for term in terms {
            let word = match term {
                Term::Keyword("then") => self.then().to_owned(),
                Term::Keyword("in") => "`in` and a range, for example `0..100`,".to_owned(),
                Term::Keyword(word) => format!("`{word}`"),
                Term::Sign(sign) => format!("`{sign}`"),
                Term::Part(words, _) | Term::Statement(words, _) => words.to_owned(),
                Term::Value(_) if value => self.value(has(Term::Keyword("not"))).to_owned(),
                Term::Value("(") => "`(`".to_owned(),
                Term::Value(words) => words.to_owned(),
                Term::Expression => self.expression().to_owned(),
                Term::Comparison(_) => "a comparison (`=`, `in`, `contains`)".to_owned(),
                Term::Arithmetic => "`+`, `-` or `*`".to_owned(),
                Term::End | Term::Inner => continue,
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        either(&words)
    }

    fn then(&self) -> &'static str {
        match self.context {
            Context::Choice | Context::ChoiceRow => "`then` and a name",
            _ => "`then` and the points",
        }
    }

    fn value(&self, or_condition: bool) -> &'static str {
        if or_condition { self.expression() } else { "a value" }
    }

    fn expression(&self) -> &'static str {
        match self.first.as_str() {
            "score" | "label" => "a value",
            "define" => "a condition or a value",
            _ => "a condition",
        }
    }

    /// How such a statement looks.
    pub(super) fn example(&self) -> Option<String> {
        let example = match (self.context, self.first.as_str()) {
            (Context::Item | Context::Body, "when") => {
                "for example, a rule looks like `when downloads >= 2 then +20 because \"reads a lot\"`"
            }
            (Context::Item | Context::Body, "for") => {
                "for example, it looks like `for each activity where (kind = \"visit\") then +5`"
            }
            (Context::Item | Context::Body, "by") => "a table looks like `by country { \"DE\" then +5  other then 0 }`",
            (Context::Item | Context::Body, "group") => "a group looks like `group \"content\" in 0..30 { ... }`",
            (Context::Item | Context::Body, "first") => "this looks like `first \"best title\" { ... }`",
            (Context::Item, "score") => {
                "a score looks like `score fit in 0..100 { ... }` or `score total = fit + interest`"
            }
            (Context::Item, "label") => {
                "a label looks like `label priority { when total >= 70 then hot  otherwise cold }`"
            }
            (Context::Item, "ladder") => "a ladder looks like `ladder stage { lead  mql needs fit >= 40 }`",
            (Context::Item, "define") => "a definition looks like `define big = company_size >= 500`",
            (Context::Item, "list") => {
                "a list looks like `list senior = [\"vp\", \"chief\"]` or `list senior from \"senior.txt\"`"
            }
            (Context::Item, "lead") => "it looks like `lead { email: text key  downloads: number = 0 }`",
            (Context::Item, "disqualify") => {
                "it looks like `disqualify when unsubscribed because \"asked us not to write\"`"
            }
            (Context::Item, "test") => {
                "a test looks like `test \"a fan\" { given { downloads = 9 } expect score = 20 }`"
            }
            (Context::Item, "blank") => "it looks like `blank values \"Select\", \"N/A\"`",
            (Context::Item, "use" | "ruleset" | "timezone") => "a text in double quotes follows",
            (Context::Field, _) => "a field looks like `downloads: number = 0` or `title: text from \"Job Title\"`",
            (Context::Row, _) => "a row looks like `\"Software\", \"Fintech\" then +20` or `50..500 then +10`",
            (Context::ChoiceRow, _) => "a row looks like `1..49 then small`",
            (Context::Choice, _) => {
                "a label holds `when total >= 70 then hot`, tables, and `otherwise cold` at the end"
            }
            (Context::Step, _) => "a step looks like `mql needs fit >= 40`",
            (Context::TestPart, "given") => "this looks like `given { title = \"VP\", downloads = 2 }`",
            (Context::TestPart, "expect") => "this looks like `expect fit = 45, stage = mql`",
            (Context::TestPart, "today") => "this looks like `today 2026-01-15`",
            (Context::TestPart, _) => "a test holds `today`, `given { ... }` and `expect`",
            _ => return None,
        };
        Some(example.to_owned())
    }
}

const PREDICATES: &[&str] = &["contains", "starts", "ends", "within", "not"];
const BODIES: &[&str] = &["when", "by", "group", "first"];
const ITEMS: &[&str] = &[
    "when",
    "by",
    "group",
    "first",
    "define",
    "score",
    "list",
    "label",
    "ladder",
    "disqualify",
    "lead",
    "test",
    "use",
    "blank",
    "ruleset",
    "timezone",
];

/// Every rule of the grammar in the words of people.
fn term(rule: Rule) -> Term {
    use Rule::*;
    use Term::*;
    match rule {
        EOI => End,
        expr | clause => Expression,
        text => Value("a text in double quotes"),
        date => Value("a date like `2026-01-31`"),
        number => Value("a number"),
        whole => Value("a whole number"),
        name => Value("a name"),
        new_name => Value("a name"),
        word => Value("a name"),
        kw_at | kw_count | kw_days | kw_domain | kw_latest | kw_earliest | kw_highest | kw_lowest | kw_sum => {
            Value("a value")
        }
        open_paren => Value("("),
        paren | at_least | single_form | domain_of | days_since | count_of | any_where | pick_of | term | value
        | literal | kw_yes | kw_no | kw_today | kw_disqualified => Value("a value"),
        single => Value("a name"),
        bound | range => Value("a range like `0..100`"),
        selection | where_selection => Value("the name of a list"),
        where_part => Keyword("where"),
        entry_block => Sign("{"),
        joined_by => Part("`joined by`", &["joined"]),
        calendar_period => Part("`day`, `week` or `month`", &["day", "week", "month"]),
        given_entry => Value("an entry like `{ kind = \"visit\" }`"),
        given_one => Value("a value"),
        entry_assign => Part("a field and its value like `kind = \"visit\"`", &[]),
        list | set | given_list | entry_list => Value("a list like `[\"a\", \"b\"]`"),
        case | row_key => Part("a value like `\"Software\"` or `50..500`", &["unknown", "other"]),
        duration => Part("a time like `14 days`", &[]),
        unit => Part("`days`, `weeks`, `months` or `years`", &["days", "weeks", "months", "years"]),
        compare => Comparison(&[]),
        predicate | in_set | is_known | contains | starts_with | ends_with | within => Comparison(PREDICATES),
        plus | minus | times | divided_by => Arithmetic,
        because => Part("`because`", &["because"]),
        points => Part("points like `+10`", &[]),
        per => Part("`per`", &["per"]),
        losing => Part("`losing`", &["losing"]),
        up_to => Part("`up to`", &["up"]),
        bounds => Part("`in` and a range", &[]),
        needs => Part("`needs`", &["needs"]),
        never_below => Part("`never below`", &["never"]),
        field_type => Part(
            "a type like `number`, `text`, `yes/no`, `date` or `one of`",
            &["number", "text", "yes/no", "date", "one", "list"],
        ),
        attribute => Part(
            "`key`, `required`, `=`, `from`, `blank`, `split by`, `format` or `ask`",
            &["required", "from", "blank", "split", "format", "key", "ask"],
        ),
        assign => Part("a field and its value like `downloads = 2`", &[]),
        want | want_reason | want_no_reason => Part("a condition", &["reason"]),
        entry => Value("a value"),
        given => Part("`given`", &["given"]),
        expect => Part("`expect`", &["expect"]),
        test_today => Part("`today`", &["today"]),
        item | only_item => {
            Statement("a line that begins with `when`, `score`, `label`, `ladder`, `define` or `lead`", ITEMS)
        }
        body | only_body => Statement("`when`, `for each`, `by`, `group` or `first`", BODIES),
        choice | only_choice => Statement("`when`, `by` or `otherwise`", &["when", "by", "otherwise"]),
        test_part | only_test_part => Statement("`today`, `given` or `expect`", &["today", "given", "expect"]),
        field | only_field => Statement("a field like `downloads: number`", &[]),
        step | only_step => Statement("a step like `mql needs fit >= 40`", &[]),
        row | choice_row | only_row | only_choice_row => {
            Statement("a row like `\"Software\" then +20`", &["unknown", "other"])
        }
        only_condition => Expression,
        scoring_rule | choice_when => Keyword("when"),
        each_rule => Part("`for each`", &[]),
        block | lead_block | ladder_block | choice_block | choice_row_block | row_block | test_block | open_brace => {
            Sign("{")
        }
        close_brace => Sign("}"),
        close_paren => Sign(")"),
        open_bracket => Sign("["),
        close_bracket => Sign("]"),
        comma => Sign(","),
        colon => Sign(":"),
        equals => Sign("="),
        percent => Sign("%"),
        dots | dots_below => Sign(".."),
        score => Keyword("score"),
        label => Keyword("label"),
        ladder => Keyword("ladder"),
        define => Keyword("define"),
        list_item => Keyword("list"),
        lead => Keyword("lead"),
        test => Keyword("test"),
        disqualify => Keyword("disqualify"),
        ruleset => Keyword("ruleset"),
        timezone => Keyword("timezone"),
        import => Keyword("use"),
        blanks => Keyword("blank"),
        group => Keyword("group"),
        first => Keyword("first"),
        table | choice_table => Keyword("by"),
        choice_otherwise => Keyword("otherwise"),
        // These are only ever parts of others, tried at no place by themselves, or read what is broken.
        WHITESPACE | COMMENT | file | chained | pasted_space | backticked | plain_name | identifier | name_char
        | reserved | stray_brace | unclosed | broken_item | broken_body | broken_body_inner | broken_choice
        | broken_head | broken_choice_head | broken_field | broken_step | broken_row | broken_choice_row
        | broken_row_inner | broken_test_part | junk | braces | blank | body_start | each_start | item_start
        | choice_start | field_start | step_start | row_continues | test_part_start | outer | outside_lead
        | outside_ladder | outside_table => Inner,
        kw_all => Keyword("all"),
        kw_and => Keyword("and"),
        kw_any => Keyword("any"),
        kw_ask => Keyword("ask"),
        kw_because => Keyword("because"),
        kw_below => Keyword("below"),
        kw_blank => Keyword("blank"),
        kw_by => Keyword("by"),
        kw_contains => Comparison(&["contains"]),
        kw_date => Keyword("date"),
        kw_define => Keyword("define"),
        kw_disqualify => Keyword("disqualify"),
        kw_ends => Comparison(&["ends"]),
        kw_each => Keyword("each"),
        kw_every => Keyword("every"),
        kw_for => Part("`for each`", &[]),
        kw_joined => Keyword("joined"),
        kw_where => Keyword("where"),
        kw_exact => Keyword("exact"),
        kw_expect => Keyword("expect"),
        kw_first => Keyword("first"),
        kw_format => Keyword("format"),
        kw_from => Keyword("from"),
        kw_given => Keyword("given"),
        kw_group => Keyword("group"),
        kw_in => Keyword("in"),
        kw_is => Comparison(&["is"]),
        kw_key => Keyword("key"),
        kw_known => Keyword("known"),
        kw_label => Keyword("label"),
        kw_ladder => Keyword("ladder"),
        kw_lead => Keyword("lead"),
        kw_least => Keyword("least"),
        kw_list => Keyword("list"),
        kw_losing => Keyword("losing"),
        kw_needs => Keyword("needs"),
        kw_never => Keyword("never"),
        kw_next => Keyword("next"),
        kw_not => Keyword("not"),
        kw_number => Keyword("number"),
        kw_of => Keyword("of"),
        kw_one => Keyword("one"),
        kw_or => Keyword("or"),
        kw_other => Keyword("other"),
        kw_otherwise => Keyword("otherwise"),
        kw_per => Keyword("per"),
        kw_range => Keyword("range"),
        kw_reason => Keyword("reason"),
        kw_required => Keyword("required"),
        kw_ruleset => Keyword("ruleset"),
        kw_score => Keyword("score"),
        kw_since => Keyword("since"),
        kw_split => Keyword("split"),
        kw_starts => Comparison(&["starts"]),
        kw_test => Keyword("test"),
        kw_text => Keyword("text"),
        kw_then => Keyword("then"),
        kw_timezone => Keyword("timezone"),
        kw_to => Keyword("to"),
        kw_unknown => Keyword("unknown"),
        kw_up => Part("`up to`", &["up"]),
        kw_use => Keyword("use"),
        kw_values => Keyword("values"),
        kw_when => Keyword("when"),
        kw_with => Keyword("with"),
        kw_within => Comparison(&["within"]),
        kw_word => Keyword("word"),
        kw_yes_no => Keyword("yes/no"),
    }
}
