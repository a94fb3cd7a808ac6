//! Trees of any shape are written as text that parses to the same tree.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use qualify::format;
use qualify::source::{FileId, Source};
use qualify::syntax::{self, tree::*};

fn at() -> At {
    At::default()
}

fn name() -> BoxedStrategy<Name> {
    let plain = select(vec!["a", "company_size", "job.title", "from", "key", "text", "first", "é", "x1"]);
    let quoted = select(vec!["Lead Source", "emp.var.rate", "when", "# of \"visits\" {"]);
    prop_oneof![
        3 => plain.prop_map(|text| Name { text: text.to_owned(), quoted: false, at: at() }),
        1 => quoted.prop_map(|text| Name { text: text.to_owned(), quoted: true, at: at() }),
    ]
    .boxed()
}

/// The name of something that the file defines.
fn new_name() -> BoxedStrategy<Name> {
    select(vec!["hot", "mql", "decision_maker"])
        .prop_map(|text| Name { text: text.to_owned(), quoted: false, at: at() })
        .boxed()
}

fn text() -> BoxedStrategy<Text> {
    "[a-z \"\\\\\n\t#{},'é=]{0,30}".prop_map(|value| Text { value, at: at() }).boxed()
}

fn written(forms: Vec<(&'static str, f64)>) -> BoxedStrategy<Number> {
    select(forms).prop_map(|(written, value)| Number { written: written.to_owned(), value, at: at() }).boxed()
}

fn number() -> BoxedStrategy<Number> {
    written(vec![("0", 0.0), ("12", 12.0), ("2.50", 2.5), ("10k", 1e4), ("-3", -3.0), ("1_000", 1000.0)]).boxed()
}

fn amount() -> BoxedStrategy<Number> {
    written(vec![("0", 0.0), ("+5", 5.0), ("-2.25", -2.25), ("+1_000", 1000.0)]).boxed()
}

fn whole() -> BoxedStrategy<Whole> {
    (1..1000u32).prop_map(|value| Whole { value, at: at() }).boxed()
}

fn date() -> BoxedStrategy<DateLiteral> {
    select(vec!["2026-01-31", "1999-12-01"])
        .prop_map(|written: &str| DateLiteral { value: written.parse().ok(), written: written.to_owned(), at: at() })
        .boxed()
}

fn literal() -> BoxedStrategy<Literal> {
    prop_oneof![
        number().prop_map(Literal::Number),
        text().prop_map(Literal::Text),
        date().prop_map(Literal::Date),
        any::<bool>().prop_map(|yes| Literal::YesNo(yes, at())),
    ]
    .boxed()
}

fn bound() -> BoxedStrategy<Literal> {
    prop_oneof![number().prop_map(Literal::Number), date().prop_map(Literal::Date)].boxed()
}

fn range() -> BoxedStrategy<Range> {
    let ends = prop_oneof![
        (bound(), bound()).prop_map(|(low, high)| (Some(low), Some(high))),
        bound().prop_map(|low| (Some(low), None)),
        bound().prop_map(|high| (None, Some(high))),
    ];
    let range = |((low, high), below)| {
        let excludes_high = below && Option::is_some(&high);
        Range { low, high, excludes_high, at: at() }
    };
    (ends, any::<bool>()).prop_map(range).boxed()
}

fn list() -> BoxedStrategy<List> {
    let entry = prop_oneof![literal().prop_map(Entry::Literal), name().prop_map(Entry::Name)];
    vec(entry, 0..9).prop_map(|entries| List { entries, at: at() }).boxed()
}

fn set() -> BoxedStrategy<Set> {
    prop_oneof![list().prop_map(Set::List), name().prop_map(Set::Name)].boxed()
}

fn duration() -> BoxedStrategy<Duration> {
    let unit = select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    (whole(), unit).prop_map(|(count, unit)| Duration { count, unit, at: at() }).boxed()
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, at: at() }
}

/// What stands after `per`, `since` and `by`.
fn single() -> BoxedStrategy<Expr> {
    let asked = name().prop_map(|name| expr(ExprKind::Known(Box::new(expr(ExprKind::Name(name))), true)));
    single_of(asked.boxed())
}

/// A single value; what it asks of the entries of lists is given.
fn single_of(condition: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    let named = || name().prop_map(|name| Box::new(expr(ExprKind::Name(name))));
    let days = pick(condition.clone()).prop_map(|pick| ExprKind::DaysSince(Box::new(expr(pick))));
    prop_oneof![
        3 => name().prop_map(ExprKind::Name),
        1 => named().prop_map(ExprKind::DaysSince),
        1 => days,
        1 => named().prop_map(ExprKind::DomainOf),
        1 => selection(condition.clone()).prop_map(ExprKind::Count),
        1 => pick(condition),
    ]
    .prop_map(expr)
    .boxed()
}

fn pick(condition: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let picks = select(vec![Pick::Latest, Pick::Earliest, Pick::Highest, Pick::Lowest, Pick::Sum]);
    (picks, name(), selection(condition))
        .prop_map(|(pick, field, entries)| ExprKind::Pick(pick, field, entries))
        .boxed()
}

/// Entries of a list, all of them or those for which a condition holds.
fn selection(condition: BoxedStrategy<Expr>) -> BoxedStrategy<Selection> {
    (name(), option::of(condition))
        .prop_map(|(list, condition)| Selection { list, condition: condition.map(Box::new), at: at() })
        .boxed()
}

fn any_where(condition: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    (name(), condition)
        .prop_map(|(list, condition)| Selection { list, condition: Some(Box::new(condition)), at: at() })
        .prop_map(|entries| expr(ExprKind::Any(entries)))
        .boxed()
}

/// Any condition or value, by the precedence of the language.
fn expression() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        3 => single(),
        1 => literal().prop_map(|literal| expr(ExprKind::Literal(literal))),
        1 => select(vec![ExprKind::Today, ExprKind::Disqualified]).prop_map(expr),
    ];
    leaf.prop_recursive(4, 60, 6, |inner| {
        let at_least = (whole(), vec(inner.clone(), 1..6));
        let term = prop_oneof![
            3 => single_of(inner.clone()),
            1 => any_where(inner.clone()),
            1 => literal().prop_map(|literal| expr(ExprKind::Literal(literal))),
            1 => inner.prop_map(|inner| expr(ExprKind::Paren(Box::new(inner)))),
            1 => at_least.prop_map(|(count, clauses)| expr(ExprKind::AtLeast(count, clauses))),
        ];
        let product = chain(term, vec![ArithmeticOp::Times, ArithmeticOp::DividedBy]);
        let sum = chain(product, vec![ArithmeticOp::Plus, ArithmeticOp::Minus]);
        let clause = clause(sum.boxed());
        let clause = (clause, 0..3usize)
            .prop_map(|(clause, nots)| (0..nots).fold(clause, |inner, _| expr(ExprKind::Not(Box::new(inner)))));
        let and = several(clause, ExprKind::And);
        several(and, ExprKind::Or)
    })
    .boxed()
}

fn chain(side: impl Strategy<Value = Expr> + 'static, signs: Vec<ArithmeticOp>) -> BoxedStrategy<Expr> {
    let side = side.boxed();
    (side.clone(), vec((select(signs), side), 0..3))
        .prop_map(
            |(first, rest)| {
                if rest.is_empty() { first } else { expr(ExprKind::Arithmetic(Box::new(first), rest)) }
            },
        )
        .boxed()
}

fn several(side: impl Strategy<Value = Expr> + 'static, kind: fn(Vec<Expr>) -> ExprKind) -> BoxedStrategy<Expr> {
    vec(side, 1..4)
        .prop_map(move |mut sides| match sides.len() {
            1 => sides.remove(0),
            _ => expr(kind(sides)),
        })
        .boxed()
}

fn clause(value: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    let subject = || value.clone().prop_map(Box::new);
    let sign =
        select(vec![CompareOp::Equal, CompareOp::NotEqual, CompareOp::Less, CompareOp::AtMost, CompareOp::AtLeast]);
    let either = prop_oneof![range().prop_map(Set::Range), set()];
    let one_or_any = || prop_oneof![text().prop_map(Which::One), set().prop_map(Which::Any)];
    let which = prop_oneof![2 => one_or_any(), 1 => set().prop_map(Which::All)];
    let within = (any::<bool>(), any::<bool>(), duration()).prop_map(|(negated, next, duration)| Within {
        negated,
        next,
        duration,
    });
    prop_oneof![
        2 => value.clone(),
        1 => (sign, subject(), subject()).prop_map(|(sign, left, right)| expr(ExprKind::Compare(sign, left, right))),
        1 => (subject(), either, any::<bool>()).prop_map(|(left, set, not)| expr(ExprKind::In(left, set, not))),
        1 => (subject(), any::<bool>()).prop_map(|(left, known)| expr(ExprKind::Known(left, known))),
        1 => (subject(), which, any::<bool>()).prop_map(|(left, which, word)| expr(ExprKind::Contains(left, which, word))),
        1 => (subject(), one_or_any()).prop_map(|(left, which)| expr(ExprKind::StartsWith(left, which))),
        1 => (subject(), one_or_any()).prop_map(|(left, which)| expr(ExprKind::EndsWith(left, which))),
        1 => (subject(), within).prop_map(|(left, within)| expr(ExprKind::Within(left, within))),
    ]
    .boxed()
}

fn points() -> BoxedStrategy<Points> {
    let per = (option::of(whole()), single()).prop_map(|(count, value)| Per { count, value: Box::new(value) });
    let losing = (whole(), duration(), single()).prop_map(|(percent, every, since)| Losing {
        percent,
        every,
        since: Box::new(since),
    });
    let period = select(vec![Unit::Week, Unit::Month]);
    let limit = |limit, period| PeriodLimit { limit, period, at: at() };
    let up_to_per = (option::of(amount()), option::of((amount(), period))).prop_map(move |(day, longer)| {
        let day = day.map(|amount| limit(amount, Unit::Day));
        day.into_iter().chain(longer.map(|(amount, period)| limit(amount, period))).collect::<Vec<_>>()
    });
    (amount(), option::of(per), option::of(losing), up_to_per, option::of(amount()))
        .prop_map(|(amount, per, losing, up_to_per, up_to)| Points { amount, per, losing, up_to_per, up_to, at: at() })
        .boxed()
}

fn row_key() -> BoxedStrategy<RowKey> {
    let case =
        prop_oneof![range().prop_map(Case::Range), literal().prop_map(Case::Literal), name().prop_map(Case::Name)];
    prop_oneof![
        1 => Just(RowKey::Unknown(at())),
        1 => Just(RowKey::Other(at())),
        4 => vec(case, 1..5).prop_map(RowKey::Cases),
    ]
    .boxed()
}

fn table<G: Strategy<Value = RowGives> + 'static>(gives: G, reasons: bool) -> BoxedStrategy<Table> {
    let because = if reasons { option::of(text()).boxed() } else { Just(None).boxed() };
    let row = (row_key(), gives, because).prop_map(|(key, then, because)| Row { key, then, because, at: at() });
    let rows = prop_oneof![3 => vec(row, 0..5).prop_map(TableSource::Written), 1 => text().prop_map(TableSource::From)];
    (single(), rows).prop_map(|(by, rows)| Table { by: Box::new(by), rows }).boxed()
}

fn body() -> BoxedStrategy<Body> {
    let rule = (expression(), points(), option::of(text()))
        .prop_map(|(condition, points, because)| BodyKind::Rule(Rule { condition, points, because }));
    let each = (selection(expression()), points(), option::of(text()))
        .prop_map(|(entries, points, because)| BodyKind::Each(Each { entries, points, because }));
    let rule = prop_oneof![3 => rule, 1 => each].boxed();
    let rules = vec(rule.clone().prop_map(|kind| Body { kind, at: at() }), 0..4).boxed();
    let gives = points().prop_map(|points| RowGives::Points(Box::new(points)));
    let leaf = prop_oneof![3 => rule, 1 => table(gives, true).prop_map(BodyKind::Table)];
    leaf.prop_map(|kind| Body { kind, at: at() })
        .prop_recursive(3, 12, 4, move |inner| {
            let inner = || vec(inner.clone(), 0..4);
            prop_oneof![
                (text(), rules.clone()).prop_map(|(name, rules)| BodyKind::First(name, rules)),
                (text(), range(), inner()).prop_map(|(name, bounds, rules)| BodyKind::Group(name, bounds, rules)),
                (expression(), inner()).prop_map(|(condition, rules)| BodyKind::When(condition, rules)),
            ]
            .prop_map(|kind| Body { kind, at: at() })
        })
        .boxed()
}

fn plain_type() -> BoxedStrategy<FieldType> {
    prop_oneof![
        4 => select(vec![
            FieldType::Number, FieldType::NumberOrRange, FieldType::Text, FieldType::TextExact, FieldType::YesNo,
            FieldType::Date, FieldType::ListOfText,
        ]),
        1 => vec(text(), 1..6).prop_map(FieldType::OneOf),
    ]
    .boxed()
}

/// The type of a field, with lists of entries of which the fields may be such lists too.
fn field_type() -> BoxedStrategy<FieldType> {
    plain_type()
        .prop_recursive(2, 12, 5, |inner| {
            let entry = (vec(field(inner), 0..6), option::of(name()));
            entry.prop_map(|(fields, joined_by)| FieldType::ListOfEntries(EntryType { fields, joined_by }))
        })
        .boxed()
}

fn field(kind: BoxedStrategy<FieldType>) -> BoxedStrategy<Field> {
    // Each attribute at most once, in an order of its own.
    let attribute = |kind| Attribute { kind, at: at() };
    let attributes = (literal(), text(), vec(literal(), 1..4), text(), text()).prop_flat_map(
        move |(default, from, blank, split, ask)| {
            use AttributeKind::*;
            let all = vec![Key, Required, Default(default), From(from), Blank(blank), SplitBy(split), Ask(ask)];
            proptest::sample::subsequence(all, 0..=7).prop_shuffle()
        },
    );
    (name(), kind, attributes)
        .prop_map(move |(name, kind, attributes)| Field {
            name,
            kind,
            kind_at: at(),
            attributes: attributes.into_iter().map(attribute).collect(),
            at: at(),
        })
        .boxed()
}

fn word() -> BoxedStrategy<Word> {
    prop_oneof![new_name().prop_map(Word::Name), text().prop_map(Word::Text)].boxed()
}

fn choice() -> BoxedStrategy<Choice> {
    prop_oneof![
        (expression(), word(), option::of(text()))
            .prop_map(|(condition, value, because)| ChoiceKind::When(condition, value, because)),
        table(word().prop_map(RowGives::Word), true).prop_map(ChoiceKind::Table),
        (word(), option::of(text())).prop_map(|(value, because)| ChoiceKind::Otherwise(value, because)),
    ]
    .prop_map(|kind| Choice { kind, at: at() })
    .boxed()
}

fn test() -> BoxedStrategy<Test> {
    let assigns =
        |given: BoxedStrategy<Given>| vec((name(), given).prop_map(|(field, value)| Assign { field, value }), 0..5);
    let plain = prop_oneof![
        literal().prop_map(Given::Literal),
        vec(literal(), 0..4).prop_map(|values| Given::List(values, at()))
    ]
    .boxed();
    let entry = assigns(plain.clone()).prop_map(|values| GivenEntry { values, at: at() });
    let given = prop_oneof![3 => plain, 1 => vec(entry, 1..4).prop_map(|entries| Given::Entries(entries, at()))];
    let given = assigns(given.boxed());
    let want = prop_oneof![
        text().prop_map(|text| Want::Reason(text, at())),
        text().prop_map(|text| Want::NoReason(text, at())),
        expression().prop_map(Want::Condition)
    ];
    (text(), option::of(date()), given, vec(want, 1..4))
        .prop_map(|(name, today, given, expect)| Test { name, today, given, expect })
        .boxed()
}

fn item() -> BoxedStrategy<Item> {
    let source = prop_oneof![list().prop_map(ListSource::Written), text().prop_map(ListSource::From)];
    let score = prop_oneof![vec(body(), 0..4).prop_map(ScoreBody::Rules), expression().prop_map(ScoreBody::Computed)];
    let step = (new_name(), option::of(expression())).prop_map(|(name, needs)| Step {
        name: Some(Word::Name(name)),
        needs,
        at: at(),
    });
    let label = prop_oneof![vec(choice(), 0..4).prop_map(LabelBody::Choices), expression().prop_map(LabelBody::Joined)];
    prop_oneof![
        text().prop_map(ItemKind::Ruleset),
        text().prop_map(ItemKind::Timezone),
        text().prop_map(ItemKind::Use),
        vec(literal(), 1..5).prop_map(ItemKind::Blanks),
        vec(field(prop_oneof![3 => plain_type(), 1 => field_type()].boxed()), 0..5).prop_map(ItemKind::Lead),
        (new_name(), source).prop_map(|(name, source)| ItemKind::List(name, source)),
        (new_name(), expression()).prop_map(|(name, value)| ItemKind::Define(name, value)),
        (new_name(), option::of(range()), score).prop_map(|(name, bounds, body)| ItemKind::Score(Score {
            name,
            bounds,
            body
        })),
        body().prop_map(ItemKind::Body),
        (expression(), option::of(text()))
            .prop_map(|(condition, because)| ItemKind::Disqualify(Disqualify { condition, because })),
        (new_name(), option::of(name()), vec(step, 0..4))
            .prop_map(|(name, never_below, steps)| ItemKind::Ladder(Ladder { name, never_below, steps })),
        (new_name(), label).prop_map(|(name, body)| ItemKind::Label(Label { name, body })),
        test().prop_map(ItemKind::Test),
    ]
    .prop_map(|kind| Item { kind, at: at() })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_is_written_as_text_that_means_it(items in vec(item(), 0..4)) {
        let tree = File { items, comments: Vec::new() };
        let written = format::file(&Source::new("test.qual", ""), &tree).unwrap();
        let source = Source::new("test.qual", written);
        let (again, findings) = syntax::parse(&source, FileId(0));
        prop_assert_eq!(findings, [], "{}", source.text());
        prop_assert_eq!(&again.items, &tree.items, "{}", source.text());
        // With the places known too, nothing changes.
        let verified = format::verified(&source);
        prop_assert_eq!(verified.as_deref(), Ok(source.text()));
    }

    /// One line, and the same as in a file.
    #[test]
    fn an_expression_stands_on_one_line(value in expression()) {
        let line = format::expression(&value);
        prop_assert!(!line.contains('\n'));
        let text = format!("define x = {line}");
        let (tree, findings) = syntax::parse(&Source::new("test.qual", text.as_str()), FileId(0));
        prop_assert_eq!(findings, [], "{}", text);
        prop_assert!(matches!(&tree.items[..], [Item { kind: ItemKind::Define(_, again), .. }] if *again == value), "{}", text);
        if let Some((subject, asked)) = format::clause(&value) {
            let both = if asked.is_empty() { subject } else { format!("{subject} {asked}") };
            prop_assert_eq!(both, line);
        }
    }
}
