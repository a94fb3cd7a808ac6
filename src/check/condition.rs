//! Conditions: every form is checked for what it may be asked of.

use super::{
    Checker,
    names::Named,
    values::{Kind, Typed},
};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{Clause, Condition, DefinitionBody, Expr as Value, Said, Subject, Test};
use crate::source::Span;
use crate::syntax::tree::{self, CompareOp, Expr, ExprKind, Literal, Set};
use crate::value::{NumberRange, Period, Range, Text, Type, trim};

impl Checker<'_> {
    /// What a condition means; `None` where it has an error, which is reported.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.condition(inner),
            ExprKind::Or(parts) => self.parts(parts, "or").map(Condition::Any),
            ExprKind::And(parts) => self.parts(parts, "and").map(Condition::All),
            ExprKind::Not(inner) => self.condition(inner).map(|inner| Condition::Not(Box::new(inner))),
            ExprKind::AtLeast(count, parts) => self.at_least(count, parts),
            ExprKind::Compare(op, left, right) => self.compare(expr, *op, left, right),
            ExprKind::In(value, set, negated) => self.is_in(expr, value, set, *negated),
            ExprKind::Known(value, known) => self.is_known(expr, value, *known),
            ExprKind::Contains(value, which, word) => self.contains(expr, value, which, *word),
            ExprKind::StartsWith(value, which) => self.starts_or_ends(expr, value, which, true),
            ExprKind::EndsWith(value, which) => self.starts_or_ends(expr, value, which, false),
            ExprKind::Within(value, within) => self.within(expr, value, within),
            ExprKind::Name(name) => self.bare_name(expr, name),
            ExprKind::Disqualified => {
                self.refer(crate::rules::Node::Disqualified, expr.at.0);
                Some(self.clause(expr, Test::Disqualified))
            }
            ExprKind::Literal(literal) => {
                self.half_conditions(None, &[literal], "or");
                None
            }
            ExprKind::Today
            | ExprKind::Arithmetic(..)
            | ExprKind::DaysSince(_)
            | ExprKind::DomainOf(_)
            | ExprKind::CountOf(_) => {
                let kind = self.value(expr)?.kind;
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a {kind}, and a condition is wanted here"),
                    )
                    .help(format!("compare it with something, such as `{written} >= 5`")),
                );
                None
            }
        }
    }

    /// The clause of a test, with how it is said.
    pub(super) fn clause(&self, expr: &Expr, test: Test) -> Condition {
        let (subject, asked) = format::clause(expr).unwrap_or_else(|| (format::expression(expr), String::new()));
        Condition::Clause(Box::new(Clause { test, said: Said { subject, asked }, place: self.place(expr.at.0) }))
    }

    fn parts(&mut self, parts: &[Expr], word: &str) -> Option<Vec<Condition>> {
        let mut conditions = Vec::with_capacity(parts.len());
        let mut sound = true;
        let mut before = None;
        let mut parts = parts.iter().peekable();
        while let Some(part) = parts.next() {
            if let ExprKind::Literal(literal) = &part.kind {
                let mut alone = vec![literal];
                while let Some(ExprKind::Literal(next)) = parts.peek().map(|part| &part.kind) {
                    alone.push(next);
                    parts.next();
                }
                self.half_conditions(before, &alone, word);
                sound = false;
                continue;
            }
            before = Some(part);
            match self.condition(part) {
                Some(condition) => conditions.push(condition),
                None => sound = false,
            }
        }
        sound.then_some(conditions)
    }

    fn at_least(&mut self, count: &tree::Whole, parts: &[Expr]) -> Option<Condition> {
        let conditions: Vec<Option<Condition>> = parts.iter().map(|part| self.condition(part)).collect();
        let most = parts.len();
        let wanted = usize::try_from(count.value).unwrap_or(usize::MAX);
        if wanted == 0 || wanted > most {
            let (message, help) = if wanted == 0 {
                ("`at least 0` is always true".to_owned(), "ask for at least 1".to_owned())
            } else {
                (format!("at least {wanted} of {most} can never be"), format!("ask for at most {most}"))
            };
            self.report(self.at(count.at.0, Name::BadCount, message).help(help));
            return None;
        }
        Some(Condition::AtLeast(wanted, conditions.into_iter().collect::<Option<_>>()?))
    }

    fn bare_name(&mut self, expr: &Expr, name: &tree::Name) -> Option<Condition> {
        let named = self.resolve(name)?;
        let shown = &name.text;
        if let Named::Definition(id) = named {
            match &self.definitions.get(id.0)?.as_ref()?.body {
                DefinitionBody::Condition(_) => return Some(Condition::Defined(id)),
                DefinitionBody::Value(_, Type::YesNo) => return Some(self.clause(expr, Test::Yes(Value::Defined(id)))),
                DefinitionBody::Value(..) => {}
            }
        }
        let field = match named {
            Named::Field(id) if self.untyped.contains(&id) => return None,
            Named::Field(id) => Some((id, self.checked.rules.fields.get(id.0)?.kind().clone())),
            _ => None,
        };
        let help = match (&field, named) {
            (Some((id, Type::YesNo)), _) => return Some(self.clause(expr, Test::Yes(Value::Field(*id)))),
            (Some((_, Type::Number | Type::NumberOrRange)), _) | (_, Named::Score(_)) => {
                format!("compare it: `{shown} >= 1`")
            }
            (Some((_, Type::Date)), _) => format!("compare it: `{shown} within 14 days`, or ask `{shown} is known`"),
            (Some(_), _) => format!("ask something of it: `{shown} contains \"...\"`, or `{shown} is known`"),
            (None, Named::Label(_)) => format!("compare it with one of its values: `{shown} = ...`"),
            (None, Named::Ladder(_)) => format!("compare it with one of its steps: `{shown} >= ...`"),
            (None, Named::List(_)) => format!("ask whether something is in it: `company in {shown}`"),
            (None, _) => format!("compare it with something: `{shown} = ...`"),
        };
        let what = match &field {
            Some((_, kind)) => kind.to_string(),
            None => named.kind().to_owned(),
        };
        let what = if what == "definition" { "value".to_owned() } else { what };
        self.report(
            self.at(expr.at.0, Name::TypeMismatch, format!("`{shown}` is a {what}, not a condition")).help(help),
        );
        None
    }

    fn compare(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        if let Some(blank) = [left, right].into_iter().find(|side| is_blank_text(side)) {
            return self.blank_comparison(expr, op, if std::ptr::eq(blank, left) { right } else { left });
        }
        // Labels and ladders first: what they are compared with is a word, not a name to be resolved.
        if let ExprKind::Name(name) = &left.kind {
            match self.names.get(name) {
                Some(Named::Label(_)) => return self.compare_label(expr, op, left, right),
                Some(Named::Ladder(_)) => return self.compare_ladder(expr, op, left, right),
                _ => {}
            }
        }
        if let ExprKind::Name(name) = &right.kind
            && matches!(self.names.get(name), Some(Named::Label(_) | Named::Ladder(_)))
        {
            let swapped = format!("{} {} {}", self.written(right.at.0), flipped(op).written(), self.written(left.at.0));
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("`{}` stands on the right of its comparison", name.text),
                )
                .help(format!("write it first: `{swapped}`"))
                .fix(self.place(expr.at.0), swapped),
            );
            return None;
        }
        let one = self.value(left);
        if let ExprKind::Name(word) = &right.kind
            && super::infer::is_truth_word(word)
            && self.names.get(word).is_none()
        {
            let finding = self.truth_word(word);
            self.report(finding);
            return None;
        }
        if let (Some(one), ExprKind::Name(word)) = (&one, &right.kind)
            && one.kind.is_text()
            && self.names.get(word).is_none()
        {
            let kind = one.kind.clone();
            self.word_without_quotes(word, &kind);
            return None;
        }
        if let (None, ExprKind::Name(word)) = (&one, &right.kind) {
            // What is on the left is wrong already, and may be what tells how the word on the right is meant.
            self.names.get(word)?;
        }
        let two = self.value(right);
        let (one, two) = (one?, two?);
        self.compare_values(expr, op, (left, one), (right, two))
    }

    /// `industry = Software`, in a file that declares its fields: a slip of the name, or a text without its quotes.
    fn word_without_quotes(&mut self, word: &tree::Name, kind: &Kind) {
        let is_value = matches!(kind, Kind::Of(Type::OneOf(values)) if values.contains(&Text::new(&word.text)));
        let has_near = !is_value && !self.suggestions.nearest(&word.text, self.names.all()).is_empty();
        let finding = if has_near || word.quoted { self.unknown_name(word) } else { self.missing_quotes(word) };
        self.report(finding);
    }

    fn blank_comparison(&mut self, expr: &Expr, op: CompareOp, asked: &Expr) -> Option<Condition> {
        let subject = self.written(asked.at.0);
        let known = op == CompareOp::NotEqual;
        let right = format!("{subject} is {}", if known { "known" } else { "unknown" });
        self.report(self.blank_text(expr.at.0).help(format!("write `{right}`")).fix(self.place(expr.at.0), right));
        None
    }

    fn compare_label(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        let Kind::Label(label) = self.value(left)?.kind else { return None };
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            self.report(
                self.at(expr.at.0, Name::TypeMismatch, "the values of a label have no order")
                    .help("compare it with `=`, `!=` or `in [...]`; steps that have an order make a `ladder`"),
            );
            return None;
        }
        let (word, span) = self.word_of(right, "a value of the label")?;
        let value = self.label_value(label, &word, span)?;
        Some(self.clause(expr, Test::Label(label, vec![value], op == CompareOp::NotEqual)))
    }

    fn compare_ladder(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        let Kind::Ladder(ladder) = self.value(left)?.kind else { return None };
        let (word, span) = self.word_of(right, "a step of the ladder")?;
        let step = self.ladder_step(ladder, &word, span)?;
        if matches!(op, CompareOp::More | CompareOp::AtMost) {
            let name = self.written(left.at.0);
            let steps = self.words.steps(ladder);
            let next = steps.get(step + 1).map(|step| step.shown().to_owned());
            let meant = if op == CompareOp::More { CompareOp::AtLeast } else { CompareOp::Less };
            let help = match next {
                Some(next) => format!("name the next step: `{name} {} {next}`", meant.written()),
                None => format!("`{word}` is the last step: write `{name} = {word}`, or leave the clause out"),
            };
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("a ladder is compared with `=`, `!=`, `>=` and `<`, not with `{}`", op.written()),
                )
                .help(help),
            );
            return None;
        }
        Some(self.clause(expr, Test::Step(ladder, op, step)))
    }

    /// The word that a label or ladder is compared with: a name or a text.
    fn word_of(&mut self, expr: &Expr, wanted: &str) -> Option<(String, Span)> {
        match &expr.kind {
            ExprKind::Name(name) => Some((name.text.clone(), expr.at.0)),
            ExprKind::Literal(Literal::Text(text)) => Some((text.value.clone(), expr.at.0)),
            _ => {
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(expr.at.0, Name::TypeMismatch, format!("`{written}` is not {wanted}"))
                        .help("name one of them, such as `hot`"),
                );
                None
            }
        }
    }

    fn compare_values(
        &mut self,
        expr: &Expr,
        op: CompareOp,
        left: (&Expr, Typed),
        right: (&Expr, Typed),
    ) -> Option<Condition> {
        use Type::{Date, Number, NumberOrRange, YesNo};
        let ((left, one), (right, two)) = (left, right);
        let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        match (&one.kind, &two.kind) {
            (Kind::Of(Number), Kind::Of(Number)) | (Kind::Of(Date), Kind::Of(Date)) => {
                Some(self.clause(expr, Test::Compare(op, one.value, two.value)))
            }
            (Kind::Of(NumberOrRange), Kind::Of(Number)) => self.compare_range(expr, op, one.value, two.value, right),
            (Kind::Of(Number), Kind::Of(NumberOrRange)) => {
                self.compare_range(expr, flipped(op), two.value, one.value, left)
            }
            (Kind::Of(YesNo), Kind::Of(YesNo)) if is_equality => {
                Some(self.clause(expr, Test::Compare(op, one.value, two.value)))
            }
            (one_kind, two_kind) if one_kind.is_text() && two_kind.is_text() => {
                if !is_equality {
                    self.report(
                        self.at(expr.at.0, Name::TypeMismatch, "texts have no order, so they are not compared with `<` or `>`")
                            .help("compare texts with `=`, `!=`, `in [...]` or `contains`; numbers and dates stand without quotes"),
                    );
                    return None;
                }
                self.check_one_of(one_kind, right, left)?;
                self.check_one_of(two_kind, left, right)?;
                let exact = one_kind.is_exact() || two_kind.is_exact();
                let negated = op == CompareOp::NotEqual;
                Some(self.clause(expr, Test::SameText { left: one.value, right: two.value, exact, negated }))
            }
            (one_kind, two_kind) => {
                let (one_kind, two_kind) = (one_kind.clone(), two_kind.clone());
                self.cannot_compare(expr, op, (left, &one_kind), (right, &two_kind));
                None
            }
        }
    }

    /// Where a `one of` is compared with a text that is written, the text must be among its values.
    fn check_one_of(&mut self, kind: &Kind, text: &Expr, field: &Expr) -> Option<()> {
        if let (Kind::Of(Type::OneOf(values)), ExprKind::Literal(Literal::Text(text))) = (kind, &text.kind) {
            let field = self.shortened(field.at.0);
            self.one_of(text, values, &field)?;
        }
        Some(())
    }

    fn compare_range(
        &mut self,
        expr: &Expr,
        op: CompareOp,
        value: Value,
        bound: Value,
        bound_expr: &Expr,
    ) -> Option<Condition> {
        let Value::Number(number) = bound else {
            let written = self.shortened(bound_expr.at.0);
            self.report(
                self.at(
                    bound_expr.at.0,
                    Name::TypeMismatch,
                    "a `number or range` is compared with numbers that are written down, and nothing else",
                )
                .help(format!("make the field a plain `number` to compare it with `{written}`")),
            );
            return None;
        };
        let (range, negated) = range_of(op, number);
        Some(self.clause(expr, Test::InRange(value, Range::Numbers(range), negated)))
    }

    fn cannot_compare(&mut self, expr: &Expr, op: CompareOp, left: (&Expr, &Kind), right: (&Expr, &Kind)) {
        let ((left, one), (right, two)) = (left, right);
        let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let ordered_text = [(left, one), (right, two)]
            .into_iter()
            .find(|(side, kind)| !is_equality && kind.is_text() && matches!(side.kind, ExprKind::Name(_)));
        if let Some((text, _)) = ordered_text {
            let written = self.shortened(text.at.0);
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("`{written}` is a text, and texts have no order for `{}` to compare", op.written()),
                )
                .help(format!("if it holds numbers, declare it so: `{written}: number`; a text is asked `=`, `in [...]` or `contains`")),
            );
            return;
        }
        // A literal of the wrong kind has a fix of its own.
        for (literal, kind, subject) in [(right, one, left), (left, two, right)] {
            if let (ExprKind::Literal(literal), Kind::Of(kind)) = (&literal.kind, kind) {
                let subject_is_literal = matches!(subject.kind, ExprKind::Literal(_));
                if !subject_is_literal && *kind != Type::ListOfText {
                    let subject = self.shortened(subject.at.0);
                    self.typed(literal, kind.clone(), &subject);
                    return;
                }
            }
        }
        let (one_written, two_written) = (self.shortened(left.at.0), self.shortened(right.at.0));
        let list = Kind::Of(Type::ListOfText);
        let help = if *one == list {
            format!("ask what is in the list: `{one_written} contains {two_written}`, or `count of {one_written} >= 2`")
        } else if *one == Kind::Of(Type::YesNo) && *two == Kind::Of(Type::YesNo) {
            format!("`yes/no` is compared with `=` and `!=` only; `{one_written}` by itself asks for yes")
        } else {
            "compare numbers with numbers, texts with texts, dates with dates".to_owned()
        };
        let (one, two) = (one.to_string(), two.to_string());
        self.report(
            self.at(
                expr.at.0,
                Name::TypeMismatch,
                format!(
                    "`{one_written}` is a {one} and `{two_written}` is a {two}: `{}` cannot compare them",
                    op.written()
                ),
            )
            .help(help),
        );
    }

    fn is_in(&mut self, expr: &Expr, value: &Expr, set: &Set, negated: bool) -> Option<Condition> {
        if let (Set::List(list), ExprKind::Name(name)) = (set, &value.kind)
            && let Some(Named::Label(_)) = self.names.get(name)
        {
            let Kind::Label(label) = self.value(value)?.kind else { return None };
            let values: Vec<Option<Text>> = list
                .entries
                .iter()
                .map(|entry| match entry {
                    tree::Entry::Name(name) => self.label_value(label, &name.text, name.at.0),
                    tree::Entry::Literal(Literal::Text(text)) => self.label_value(label, &text.value, text.at.0),
                    tree::Entry::Literal(other) => {
                        let written = self.written(other.span());
                        self.label_value(label, &written, other.span())
                    }
                })
                .collect();
            let values: Option<Vec<Text>> = values.into_iter().collect();
            return Some(self.clause(expr, Test::Label(label, values?, negated)));
        }
        let typed = self.value(value);
        match set {
            Set::Range(range) => {
                let range = self.range(range);
                let (typed, range) = (typed?, range?);
                let fits = matches!(
                    (&typed.kind, &range),
                    (Kind::Of(Type::Number | Type::NumberOrRange), Range::Numbers(_))
                        | (Kind::Of(Type::Date), Range::Dates { .. })
                );
                if !fits {
                    let of = if matches!(range, Range::Numbers(_)) { "numbers" } else { "dates" };
                    let written = self.shortened(value.at.0);
                    self.report(
                        self.at(
                            value.at.0,
                            Name::TypeMismatch,
                            format!("`{written}` is a {}, and the range is one of {of}", typed.kind),
                        )
                        .help("a range holds numbers or dates; texts are looked for in a list: `in [\"a\", \"b\"]`"),
                    );
                    return None;
                }
                Some(self.clause(expr, Test::InRange(typed.value, range, negated)))
            }
            Set::List(list) => {
                let entries = self.written_list(list);
                let (typed, entries) = (typed?, entries?);
                if let Kind::Of(Type::OneOf(values)) = &typed.kind {
                    let field = self.shortened(value.at.0);
                    let mut sound = true;
                    for entry in &list.entries {
                        if let tree::Entry::Literal(Literal::Text(text)) = entry {
                            sound &= self.one_of(text, values, &field).is_some();
                        }
                    }
                    if !sound {
                        return None;
                    }
                }
                self.in_list(expr, value, typed, entries.into(), negated)
            }
            Set::Name(name) => {
                let entries = self.named_list(name);
                self.in_list(expr, value, typed?, entries?, negated)
            }
        }
    }

    fn in_list(
        &mut self,
        expr: &Expr,
        value: &Expr,
        typed: Typed,
        entries: std::sync::Arc<crate::rules::List>,
        negated: bool,
    ) -> Option<Condition> {
        let fits =
            match &typed.kind {
                Kind::Of(Type::Number | Type::NumberOrRange) => !entries.numbers.is_empty(),
                Kind::Of(Type::Date) => !entries.dates.is_empty(),
                kind if kind.is_text() => !entries.texts.is_empty(),
                Kind::Of(Type::ListOfText) => {
                    let written = self.shortened(value.at.0);
                    self.report(self.at(value.at.0, Name::TypeMismatch, format!("`{written}` is itself a list")).help(
                        format!("ask what it holds: `{written} contains any of [...]`, or `contains all of [...]`"),
                    ));
                    return None;
                }
                _ => false,
            };
        let is_empty = entries.texts.is_empty() && entries.numbers.is_empty() && entries.dates.is_empty();
        if !fits && !is_empty {
            let held = if !entries.numbers.is_empty() {
                "numbers"
            } else if !entries.dates.is_empty() {
                "dates"
            } else {
                "texts"
            };
            let written = self.shortened(value.at.0);
            self.report(
                self.at(
                    value.at.0,
                    Name::TypeMismatch,
                    format!("`{written}` is a {}, and the list holds {held}", typed.kind),
                )
                .help("the entries of a list are of the same type as what is looked for; texts stand in double quotes"),
            );
            return None;
        }
        let exact = typed.kind.is_exact();
        Some(self.clause(expr, Test::InList { value: typed.value, list: entries, exact, negated }))
    }

    fn is_known(&mut self, expr: &Expr, value: &Expr, known: bool) -> Option<Condition> {
        if let ExprKind::Name(name) = &value.kind {
            let named = self.resolve(name)?;
            let always = match named {
                Named::Field(id) => self.checked.rules.fields.get(id.0)?.default.is_some().then_some("has a default"),
                Named::Score(_) => Some("is a score"),
                Named::Label(_) => Some("is a label"),
                Named::Ladder(_) => Some("is a ladder"),
                Named::List(_) => Some("is a list"),
                Named::Definition(_) => None,
            };
            if let Some(why) = always {
                let what = if known { "known" } else { "unknown" };
                let help = match named {
                    Named::Field(_) => "take the default away to ask it, or leave the clause out",
                    _ => "leave the clause out",
                };
                self.report(
                    self.at(
                        expr.at.0,
                        Name::AlwaysKnown,
                        format!("`{}` {why}, so asking whether it is {what} tells nothing", name.text),
                    )
                    .help(help),
                );
                return None;
            }
            let subject = match named {
                Named::Field(id) => Subject::Value(Value::Field(id)),
                Named::Definition(id) => match &self.definitions.get(id.0)?.as_ref()?.body {
                    DefinitionBody::Condition(_) => Subject::Condition(id),
                    DefinitionBody::Value(..) => Subject::Value(Value::Defined(id)),
                },
                _ => return None,
            };
            return Some(self.clause(expr, Test::Known(subject, known)));
        }
        let typed = self.value(value)?;
        if matches!(value.kind, ExprKind::Literal(_) | ExprKind::Today) {
            let written = self.shortened(value.at.0);
            self.report(
                self.at(expr.at.0, Name::AlwaysKnown, format!("`{written}` is always known")).help("ask it of a field"),
            );
            return None;
        }
        Some(self.clause(expr, Test::Known(Subject::Value(typed.value), known)))
    }

    fn within(&mut self, expr: &Expr, value: &Expr, within: &tree::Within) -> Option<Condition> {
        self.checked.rules.uses_today = true;
        let day = self.of_kind(value, &Kind::DATE, "`within` asks how near a date is to today")?;
        let period = Period { count: within.duration.count.value, unit: within.duration.unit };
        Some(self.clause(expr, Test::Within { day, period, next: within.next, negated: within.negated }))
    }

    /// What a definition stands for: a condition, or a value.
    pub(super) fn definition_body(&mut self, expr: &Expr) -> Option<DefinitionBody> {
        let is_value = match &expr.kind {
            ExprKind::Paren(inner) => return self.definition_body(inner),
            ExprKind::Literal(_)
            | ExprKind::Today
            | ExprKind::Arithmetic(..)
            | ExprKind::DaysSince(_)
            | ExprKind::DomainOf(_)
            | ExprKind::CountOf(_) => true,
            ExprKind::Name(name) => match self.names.get(name) {
                Some(Named::Definition(id)) => {
                    matches!(self.definitions.get(id.0), Some(Some(definition)) if matches!(definition.body, DefinitionBody::Value(..)))
                }
                Some(Named::Field(id)) => {
                    self.checked.rules.fields.get(id.0).is_some_and(|field| *field.kind() != Type::YesNo)
                }
                Some(Named::Score(_)) => true,
                _ => false,
            },
            _ => false,
        };
        if !is_value {
            return self.condition(expr).map(DefinitionBody::Condition);
        }
        let typed = self.value(expr)?;
        match typed.kind {
            Kind::Of(Type::NumberOrRange) => {
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a `number or range`, which has no other name"),
                    )
                    .help("use the field itself, or define the comparison: `define big = company_size >= 500`"),
                );
                None
            }
            Kind::Of(kind) => Some(DefinitionBody::Value(typed.value, kind)),
            Kind::Label(_) | Kind::Ladder(_) => None,
        }
    }
}

/// The comparison with its sides changed.
fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::Equal,
        CompareOp::NotEqual => CompareOp::NotEqual,
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
    }
}

/// The range of numbers for which a comparison holds, and whether it is the opposite that is meant.
fn range_of(op: CompareOp, number: f64) -> (NumberRange, bool) {
    let open = |low, high, excludes_low, excludes_high| NumberRange { low, high, excludes_low, excludes_high };
    match op {
        CompareOp::Equal => (NumberRange::only(number), false),
        CompareOp::NotEqual => (NumberRange::only(number), true),
        CompareOp::Less => (open(None, Some(number), false, true), false),
        CompareOp::AtMost => (open(None, Some(number), false, false), false),
        CompareOp::More => (open(Some(number), None, true, false), false),
        CompareOp::AtLeast => (open(Some(number), None, false, false), false),
    }
}

fn is_blank_text(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(Literal::Text(text)) if trim(&text.value).is_empty())
}
