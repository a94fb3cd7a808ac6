//! Types from use: where no `lead` block declares the fields, each takes its type from how it is used.

use super::{Checker, names, names::Named};
use crate::diagnostic::Name;
use crate::rules::{Field, FieldId};
use crate::source::{Place, Span};
use crate::syntax::tree::{
    self, Body, BodyKind, ChoiceKind, Entry, Expr, ExprKind, ItemKind, LabelBody, Literal, Points, ScoreBody, Set,
    Table, TableSource,
};
use crate::value::Type;
use std::collections::HashMap;

/// What one use says of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guess {
    Number,
    Text,
    YesNo,
    Date,
    List,
}

impl Guess {
    fn of_literal(literal: &Literal) -> Guess {
        match literal {
            Literal::Number(_) => Guess::Number,
            Literal::Text(_) => Guess::Text,
            Literal::Date(_) => Guess::Date,
            Literal::YesNo(..) => Guess::YesNo,
        }
    }

    fn of_field(field: &Field) -> Guess {
        match field.kind() {
            Type::Number | Type::NumberOrRange => Guess::Number,
            Type::Text { .. } | Type::OneOf(_) => Guess::Text,
            Type::YesNo => Guess::YesNo,
            Type::Date => Guess::Date,
            Type::ListOfText | Type::ListOfEntries => Guess::List,
        }
    }

    fn kind(self) -> Type {
        match self {
            Guess::Number => Type::Number,
            Guess::Text => Type::Text { exact: false },
            Guess::YesNo => Type::YesNo,
            Guess::Date => Type::Date,
            Guess::List => Type::ListOfText,
        }
    }
}

/// All that is known of an undeclared name.
struct Evidence {
    name: tree::Name,
    first: Place,
    guess: Option<(Guess, Place)>,
    times: usize,
}

/// Two undeclared names that are compared with each other.
struct Pair {
    left: String,
    right: String,
    place: Place,
    right_place: Place,
}

#[derive(Default)]
struct Uses {
    order: Vec<String>,
    of: HashMap<String, Evidence>,
    pairs: Vec<Pair>,
    conflicts: Vec<(String, Guess, Place, Guess, Place)>,
}

impl Uses {
    fn note(&mut self, name: &tree::Name, guess: Option<Guess>, place: Place) {
        let key = names::key(&name.text, name.quoted);
        let evidence = self.of.entry(key.clone()).or_insert_with(|| {
            self.order.push(key.clone());
            Evidence { name: name.clone(), first: place, guess: None, times: 0 }
        });
        evidence.times += 1;
        match (evidence.guess, guess) {
            (None, Some(guess)) => evidence.guess = Some((guess, place)),
            // A text that `contains` is asked of may turn out to be a list, but not by use alone.
            (Some((before, at)), Some(guess)) if before != guess => {
                self.conflicts.push((key, before, at, guess, place));
            }
            _ => {}
        }
    }

    /// Carries types over comparisons of two names, until nothing more is learnt.
    fn settle(&mut self) {
        for _ in 0..16 {
            let mut learnt = false;
            for pair in &self.pairs {
                let guess = |key: &str| self.of.get(key).and_then(|evidence| evidence.guess);
                let (target, known) = match (guess(&pair.left), guess(&pair.right)) {
                    (Some(known), None) => (&pair.right, known),
                    (None, Some(known)) => (&pair.left, known),
                    _ => continue,
                };
                if let Some(evidence) = self.of.get_mut(target) {
                    evidence.guess = Some(known);
                    learnt = true;
                }
            }
            if !learnt {
                break;
            }
        }
    }
}

impl Checker<'_> {
    /// Gives every undeclared name that is used a type and a field.
    pub(super) fn infer(&mut self) {
        if self.declared {
            return;
        }
        let trees = std::mem::take(&mut self.checked.trees);
        let mut walk = Walk::new(self);
        for (_, tree) in &trees {
            for item in &tree.items {
                if let ItemKind::Define(name, expr) = &item.kind {
                    walk.definitions.insert(name.text.as_str(), expr);
                }
            }
        }
        for (file, tree) in &trees {
            walk.checker.file = *file;
            tree.items.iter().for_each(|item| walk.item(&item.kind));
        }
        let uses = walk.uses;
        self.checked.trees = trees;
        self.conclude(uses);
    }

    /// The same for a condition alone: what it names and nothing declares is a column.
    pub(super) fn infer_condition(&mut self, expr: &Expr) {
        let mut walk = Walk { of_condition: true, ..Walk::new(self) };
        walk.condition(expr);
        let uses = walk.uses;
        self.conclude(uses);
    }

    fn conclude(&mut self, mut uses: Uses) {
        self.words_without_quotes(&mut uses);
        uses.settle();
        self.add_fields(uses);
    }

    /// `industry = Software`: a word that stands nowhere else, compared with something that is or may be a text.
    fn words_without_quotes(&mut self, uses: &mut Uses) {
        let mut pairs = std::mem::take(&mut uses.pairs);
        pairs.retain(|pair| {
            let (Some(left), Some(right)) = (uses.of.get(&pair.left), uses.of.get(&pair.right)) else { return true };
            let capital = right.name.text.chars().next().is_some_and(char::is_uppercase);
            let left_may_be_text = left.guess.is_none_or(|(guess, _)| guess == Guess::Text);
            let is_word = right.times == 1 && right.guess.is_none() && !right.name.quoted;
            if is_truth_word(&right.name) {
                let word = right.name.clone();
                self.file = pair.right_place.file;
                let finding = self.truth_word(&word);
                self.report(finding);
                if let Some(left) = uses.of.get_mut(&pair.left) {
                    left.guess.get_or_insert((Guess::YesNo, pair.place));
                }
                uses.of.remove(&pair.right);
                return false;
            }
            if !(is_word && left_may_be_text && (capital || left.guess.is_some())) {
                return true;
            }
            let word = right.name.clone();
            self.file = pair.right_place.file;
            let finding = self.missing_quotes(&word);
            self.report(finding);
            if let Some(left) = uses.of.get_mut(&pair.left) {
                left.guess.get_or_insert((Guess::Text, pair.place));
            }
            uses.of.remove(&pair.right);
            false
        });
        uses.pairs = pairs;
    }

    fn add_fields(&mut self, mut uses: Uses) {
        let mut untyped: Vec<String> = Vec::new();
        for (key, before, first, guess, place) in std::mem::take(&mut uses.conflicts) {
            let shown = key.trim_matches('`');
            let name = names::quoted_if_needed(shown);
            self.file = place.file;
            let elsewhere = match self.checked.sources.get(first.file) {
                Some(source) if first.file == place.file => {
                    format!("in line {}", source.line_index(first.span.start) + 1)
                }
                _ => "elsewhere".to_owned(),
            };
            self.report(
                self.at(
                    place.span,
                    Name::UnclearType,
                    format!("`{shown}` is asked as a {} here, and as a {} {elsewhere}", guess.kind(), before.kind()),
                )
                .related(first, format!("as a {} here", before.kind()))
                .help(format!(
                    "it can be only one: write `lead {{ {name}: {} }}` and change this line, or `lead {{ {name}: {} }}` and change the other",
                    before.kind(),
                    guess.kind()
                )),
            );
            untyped.push(key);
        }
        let unclear: Vec<(String, String, Place)> = uses
            .pairs
            .iter()
            .filter(|pair| uses.of.get(&pair.left).is_some_and(|evidence| evidence.guess.is_none()))
            .map(|pair| (pair.left.clone(), pair.right.clone(), pair.place))
            .collect();
        for (left, right, place) in unclear {
            let (left_shown, right_shown) = (left.trim_matches('`'), right.trim_matches('`'));
            self.file = place.file;
            self.report(
                self.at(place.span, Name::UnclearType, format!("nothing says what `{left_shown}` and `{right_shown}` hold"))
                    .help(format!(
                        "say it once: `lead {{ {}: text  {}: text }}`\nif `{right_shown}` is a text and not a field, put it in double quotes",
                        names::quoted_if_needed(left_shown),
                        names::quoted_if_needed(right_shown)
                    )),
            );
            untyped.extend([left, right]);
        }
        for key in std::mem::take(&mut uses.order) {
            let Some(evidence) = uses.of.get(&key) else { continue };
            let id = FieldId(self.checked.rules.fields.len());
            self.file = evidence.first.file;
            let name = evidence.name.clone();
            let kind = evidence.guess.map_or(Type::Text { exact: false }, |(guess, _)| guess.kind());
            if !self.declare_name(&name, Named::Field(id)) {
                continue;
            }
            if untyped.contains(&key) {
                self.untyped.insert(id);
            }
            let field = self.new_field(&name, kind);
            self.checked.rules.fields.push(field);
        }
    }

    /// The finding of `true` or `false`.
    pub(super) fn truth_word(&self, word: &tree::Name) -> crate::diagnostic::Finding {
        let right = if word.text.eq_ignore_ascii_case("true") { "yes" } else { "no" };
        self.at(word.at.0, Name::ForeignWord, format!("`{}` is not a value of a yes/no field", word.text))
            .help(format!("write `{right}` instead of `{}`", word.text))
            .fix(self.place(word.at.0), right)
            .safe_to_fix()
    }

    /// The finding of a text without its quotes.
    pub(super) fn missing_quotes(&self, word: &tree::Name) -> crate::diagnostic::Finding {
        let text = &word.text;
        self.at(
            word.at.0,
            Name::MissingQuotes,
            format!("nothing here is named `{text}`, and a text needs double quotes"),
        )
        .help(format!("write `\"{text}\"`"))
        .fix(self.place(word.at.0), format!("\"{text}\""))
    }
}

/// Whether a name that nothing declares is `true` or `false`, as other languages write it.
pub(super) fn is_truth_word(name: &tree::Name) -> bool {
    !name.quoted && ["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(&name.text))
}

/// One walk over all that the files say.
struct Walk<'w, 'c, 't> {
    checker: &'w mut Checker<'c>,
    uses: Uses,
    definitions: HashMap<&'t str, &'t Expr>,
    /// How deep definitions are followed.
    depth: usize,
    /// Whether it is one condition alone: all that the rules have is declared by then, also what an entry holds.
    of_condition: bool,
}

impl<'w, 'c, 't> Walk<'w, 'c, 't> {
    fn new(checker: &'w mut Checker<'c>) -> Self {
        Walk { checker, uses: Uses::default(), definitions: HashMap::new(), depth: 0, of_condition: false }
    }

    fn place(&self, span: Span) -> Place {
        self.checker.place(span)
    }

    fn item(&mut self, item: &'t ItemKind) {
        match item {
            ItemKind::Define(_, expr) => self.expr(expr, Some(Guess::YesNo)),
            ItemKind::Score(score) => match &score.body {
                ScoreBody::Rules(bodies) => bodies.iter().for_each(|body| self.body(body)),
                // Only scores may stand in it.
                ScoreBody::Computed(_) => {}
            },
            ItemKind::Body(body) => self.body(body),
            ItemKind::Disqualify(disqualify) => self.condition(&disqualify.condition),
            ItemKind::Ladder(ladder) => {
                if let Some(field) = &ladder.never_below {
                    self.name(field, Some(Guess::Text));
                }
                ladder.steps.iter().filter_map(|step| step.needs.as_ref()).for_each(|needs| self.condition(needs));
            }
            ItemKind::Label(label) => {
                if let LabelBody::Choices(choices) = &label.body {
                    for choice in choices {
                        match &choice.kind {
                            ChoiceKind::When(condition, ..) => self.condition(condition),
                            ChoiceKind::Table(table) => self.table(table),
                            ChoiceKind::Otherwise(..) | ChoiceKind::Broken => {}
                        }
                    }
                }
            }
            // Names that only tests know are slips, not fields.
            _ => {}
        }
    }

    fn body(&mut self, body: &'t Body) {
        match &body.kind {
            BodyKind::Rule(rule) => {
                self.condition(&rule.condition);
                self.points(&rule.points);
            }
            BodyKind::Each(each) => self.points(&each.points),
            BodyKind::Table(table) => self.table(table),
            BodyKind::First(_, bodies) | BodyKind::Group(_, _, bodies) => {
                bodies.iter().for_each(|body| self.body(body))
            }
            BodyKind::When(condition, bodies) => {
                self.condition(condition);
                bodies.iter().for_each(|body| self.body(body));
            }
            BodyKind::Broken => {}
        }
    }

    fn points(&mut self, points: &'t Points) {
        if let Some(per) = &points.per {
            self.expr(&per.value, Some(Guess::Number));
        }
        if let Some(losing) = &points.losing {
            self.expr(&losing.since, Some(Guess::Date));
        }
    }

    fn table(&mut self, table: &'t Table) {
        let guess = match &table.rows {
            TableSource::Written(rows) => rows.iter().find_map(|row| match &row.key {
                tree::RowKey::Cases(cases) => cases.iter().find_map(|case| match case {
                    tree::Case::Range(range) => range.low.as_ref().or(range.high.as_ref()).map(Guess::of_literal),
                    tree::Case::Literal(literal) => Some(Guess::of_literal(literal)),
                    tree::Case::Name(_) => Some(Guess::Text),
                }),
                _ => None,
            }),
            TableSource::From(path) => self.checker.file_table_type(path).map(|kind| match kind {
                Type::Number => Guess::Number,
                Type::Date => Guess::Date,
                _ => Guess::Text,
            }),
        };
        self.expr(&table.by, Some(guess.unwrap_or(Guess::Text)));
        if let TableSource::Written(rows) = &table.rows {
            for row in rows {
                if let tree::RowGives::Points(points) = &row.then {
                    self.points(points);
                }
            }
        }
    }

    fn condition(&mut self, expr: &'t Expr) {
        self.expr(expr, Some(Guess::YesNo));
    }

    /// Notes all names in an expression; `wanted` is the type that it stands for, where its place tells.
    fn expr(&mut self, expr: &'t Expr, wanted: Option<Guess>) {
        match &expr.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) | ExprKind::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            ExprKind::Not(inner) => self.condition(inner),
            ExprKind::Paren(inner) => self.expr(inner, wanted),
            ExprKind::Compare(_, left, right) => self.compare(expr.at.0, left, right),
            ExprKind::In(value, set, _) => {
                let guess = match set {
                    Set::Range(range) => range.low.as_ref().or(range.high.as_ref()).map(Guess::of_literal),
                    Set::List(list) => list.entries.first().map(|entry| match entry {
                        Entry::Literal(literal) => Guess::of_literal(literal),
                        Entry::Name(_) => Guess::Text,
                    }),
                    Set::Name(name) => self.list_guess(name),
                };
                self.expr(value, guess);
            }
            ExprKind::Known(value, _) => self.expr(value, None),
            ExprKind::Contains(value, ..) | ExprKind::StartsWith(value, _) | ExprKind::EndsWith(value, _) => {
                self.expr(value, Some(Guess::Text));
            }
            ExprKind::Within(value, _) => self.expr(value, Some(Guess::Date)),
            ExprKind::Arithmetic(first, rest) => {
                self.expr(first, Some(Guess::Number));
                rest.iter().for_each(|(_, part)| self.expr(part, Some(Guess::Number)));
            }
            ExprKind::DaysSince(day) => self.expr(day, Some(Guess::Date)),
            ExprKind::DomainOf(text) => self.expr(text, Some(Guess::Text)),
            ExprKind::Count(tree::Selection { list, condition: None, .. }) => self.name(list, Some(Guess::List)),
            ExprKind::Count(selection) | ExprKind::Any(selection) | ExprKind::Pick(_, _, selection) => {
                self.selection(selection);
            }
            ExprKind::Name(name) => self.name(name, wanted),
            ExprKind::Literal(_) | ExprKind::Today | ExprKind::Disqualified => {}
        }
    }

    /// What an entry holds is declared, never told from use. But what a condition asks of it may be a column of the lead.
    fn selection(&mut self, selection: &'t tree::Selection) {
        let (Some(condition), true) = (&selection.condition, self.of_condition) else { return };
        if let Some(Named::Field(list)) = self.checker.names.get(&selection.list) {
            self.checker.names.look_at(Some(list));
            self.condition(condition);
            self.checker.names.look_at(None);
        }
    }

    fn name(&mut self, name: &tree::Name, wanted: Option<Guess>) {
        if !self.checker.names.is_taken(name) {
            let place = self.place(name.at.0);
            self.uses.note(name, wanted, place);
        }
    }

    fn compare(&mut self, span: Span, left: &'t Expr, right: &'t Expr) {
        // What is compared with a label or a ladder is one of its values or steps, not a field.
        match (self.is_outcome(left), self.is_outcome(right)) {
            (true, _) => return self.expr(left, None),
            (_, true) => return self.expr(right, None),
            _ => {}
        }
        let (of_left, of_right) = (self.guess(left), self.guess(right));
        self.expr(left, of_right);
        self.expr(right, of_left);
        if let (ExprKind::Name(one), ExprKind::Name(two), None, None) = (&left.kind, &right.kind, of_left, of_right) {
            let unknown = |name| !self.checker.names.is_taken(name);
            if unknown(one) && unknown(two) {
                self.uses.pairs.push(Pair {
                    left: names::key(&one.text, one.quoted),
                    right: names::key(&two.text, two.quoted),
                    place: self.place(span),
                    right_place: self.place(right.at.0),
                });
            }
        }
    }

    fn is_outcome(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Name(name)
            if matches!(self.checker.names.get(name), Some(Named::Label(_) | Named::Ladder(_))))
    }

    fn list_guess(&self, name: &tree::Name) -> Option<Guess> {
        let Some(Named::List(id)) = self.checker.names.get(name) else { return None };
        let list = self.checker.checked.rules.lists.get(id.0)?;
        if !list.entries.numbers.is_empty() {
            Some(Guess::Number)
        } else if !list.entries.dates.is_empty() {
            Some(Guess::Date)
        } else {
            Some(Guess::Text)
        }
    }

    /// The type of an expression, as far as it shows.
    fn guess(&mut self, expr: &Expr) -> Option<Guess> {
        match &expr.kind {
            ExprKind::Literal(literal) => Some(Guess::of_literal(literal)),
            ExprKind::Today => Some(Guess::Date),
            ExprKind::Arithmetic(..) | ExprKind::DaysSince(_) | ExprKind::Count(_) => Some(Guess::Number),
            ExprKind::Pick(pick, ..) => Some(if pick.is_of_days() { Guess::Date } else { Guess::Number }),
            ExprKind::DomainOf(_) => Some(Guess::Text),
            ExprKind::Paren(inner) => self.guess(inner),
            ExprKind::Name(name) => match self.checker.names.get(name) {
                Some(Named::Score(_)) => Some(Guess::Number),
                Some(Named::EntryField(list, id)) => self.checker.entry_field_of(list, id).map(Guess::of_field),
                Some(Named::Field(id)) if self.of_condition => {
                    self.checker.checked.rules.fields.get(id.0).map(Guess::of_field)
                }
                Some(Named::Definition(_)) if self.depth < 32 => {
                    let body = *self.definitions.get(name.text.as_str())?;
                    self.depth += 1;
                    let guess = self.guess(body);
                    self.depth -= 1;
                    guess
                }
                _ => None,
            },
            _ => None,
        }
    }
}
