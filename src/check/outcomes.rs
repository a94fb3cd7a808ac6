//! Disqualifiers, ladders and labels; and the pass over all bodies.

use super::{Checker, names::Named, values::Kind};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{
    Choice, Definition, Disqualifier, Label, LabelBody, LabelId, Ladder, LadderId, Node, Otherwise, Step,
};
use crate::source::FileId;
use crate::syntax::tree::{self, ChoiceKind, ItemKind};

impl Checker<'_> {
    /// Checks the bodies of all that was declared.
    pub(super) fn bodies(&mut self) {
        let trees = std::mem::take(&mut self.checked.trees);
        self.define_all(&trees);
        let loose = trees.first().map(|(_, tree)| {
            let bodies = tree
                .items
                .iter()
                .filter_map(|item| if let ItemKind::Body(body) = &item.kind { Some(body) } else { None });
            bodies.collect::<Vec<_>>()
        });
        let mut loose_done = false;
        for (file, tree) in &trees {
            self.file = *file;
            for item in &tree.items {
                match &item.kind {
                    ItemKind::Score(score) => {
                        if let Some(Named::Score(id)) = self.owner(&score.name) {
                            self.score(score, id);
                        }
                    }
                    ItemKind::Body(_) if file.0 == 0 && !loose_done => {
                        loose_done = true;
                        // Where the name `score` is taken the rules are checked all the same.
                        let id = self.loose.unwrap_or(crate::rules::ScoreId(usize::MAX));
                        self.loose_score(loose.as_deref().unwrap_or_default(), id);
                    }
                    ItemKind::Disqualify(disqualify) => self.disqualify(disqualify, item.at.0),
                    ItemKind::Ladder(ladder) => {
                        if let Some(Named::Ladder(id)) = self.owner(&ladder.name) {
                            self.ladder(ladder, id);
                        }
                    }
                    ItemKind::Label(label) => {
                        if let Some(Named::Label(id)) = self.owner(&label.name) {
                            self.label(label, id);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.checked.trees = trees;
    }

    /// What a name declares, if this is where it was declared.
    fn owner(&self, name: &tree::Name) -> Option<Named> {
        self.owned.get(&self.place(name.at.0)).copied()
    }

    /// Checks definitions, each after those that it refers to.
    fn define_all(&mut self, trees: &[(FileId, tree::File)]) {
        let mut definitions: Vec<Option<(FileId, &tree::Name, &tree::Expr)>> = vec![None; self.definitions.len()];
        for (file, tree) in trees {
            self.file = *file;
            for item in &tree.items {
                if let ItemKind::Define(name, expr) = &item.kind
                    && let Some(Named::Definition(id)) = self.owner(name)
                    && let Some(slot) = definitions.get_mut(id.0)
                {
                    *slot = Some((*file, name, expr));
                }
            }
        }
        for at in self.definitions_in_order(&definitions) {
            let Some((file, name, expr)) = definitions.get(at).copied().flatten() else { continue };
            self.file = file;
            self.current = Some(Node::Definition(crate::rules::DefinitionId(at)));
            let body = self.definition_body(expr);
            self.current = None;
            let place = self.place(name.at.0);
            if let (Some(body), Some(slot)) = (body, self.definitions.get_mut(at)) {
                *slot = Some(Definition { name: name.text.clone(), body, place });
            }
        }
    }

    fn disqualify(&mut self, disqualify: &tree::Disqualify, span: crate::source::Span) {
        self.current = Some(Node::Disqualified);
        let said = format::expression(&disqualify.condition);
        let condition = self.condition(&disqualify.condition);
        self.current = None;
        let (reason, _) = self.reason(disqualify.because.as_ref(), &said);
        let place = self.place(span);
        if let Some(condition) = condition {
            self.checked.rules.disqualifiers.push(Disqualifier { condition, reason, said, place });
        }
    }

    fn ladder(&mut self, ladder: &tree::Ladder, id: LadderId) {
        self.current = Some(Node::Ladder(id));
        let place = self.place(ladder.name.at.0);
        let mut sound = true;
        let never_below = ladder.never_below.as_ref().and_then(|field| self.floor_field(field));
        sound &= never_below.is_some() == ladder.never_below.is_some();
        let mut steps = Vec::with_capacity(ladder.steps.len());
        for (at, step) in ladder.steps.iter().enumerate() {
            let name = step.name.as_ref().map(|name| self.word(name, "a step"));
            let said = step.needs.as_ref().map(format::expression).unwrap_or_default();
            let needs = step.needs.as_ref().map(|needs| self.condition(needs));
            let shown = name.clone().unwrap_or_default();
            if at == 0 && step.needs.is_some() {
                self.report(
                    self.at(
                        step.at.0,
                        Name::Syntax,
                        format!("every lead begins on the first step, so `{shown}` cannot need anything"),
                    )
                    .help("leave its `needs` out, or put a step before it, for example `lead`"),
                );
            }
            if at > 0 && step.needs.is_none() && step.name.is_some() {
                self.report(
                    self.at(step.at.0, Name::Syntax, format!("the step `{shown}` does not say what it needs"))
                        .help(format!("write, for example, `{shown} needs fit >= 40`")),
                );
            }
            match (name, needs) {
                (Some(name), Some(Some(needs))) => {
                    steps.push(Step { name, needs: Some(needs), said, place: self.place(step.at.0) })
                }
                (Some(name), None) => steps.push(Step { name, needs: None, said, place: self.place(step.at.0) }),
                _ => sound = false,
            }
        }
        self.current = None;
        self.refuse_double_steps(ladder);
        if ladder.steps.is_empty() {
            self.report(
                self.at(ladder.name.at.0, Name::Syntax, "the ladder has no steps")
                    .help("write, for example, `lead`, and on the next line `mql needs fit >= 40`"),
            );
            return;
        }
        if sound && let Some(slot) = self.ladders.get_mut(id.0) {
            *slot = Some(Ladder { name: ladder.name.text.clone(), never_below, steps, place });
        }
    }

    fn refuse_double_steps(&mut self, ladder: &tree::Ladder) {
        let mut seen = std::collections::HashMap::new();
        for (name, place) in self.step_places(ladder) {
            if let Some(before) = seen.insert(name.clone(), place) {
                self.report(
                    self.at(place.span, Name::DuplicateName, format!("the step `{name}` is twice on this ladder"))
                        .related(before, "first here")
                        .help("give one of the two another name"),
                );
            }
        }
    }

    /// The field that names the step below which no lead falls.
    fn floor_field(&mut self, name: &tree::Name) -> Option<crate::rules::FieldId> {
        match self.resolve(name)? {
            Named::Field(id) => {
                let kind = self.checked.rules.fields.get(id.0)?.kind().clone();
                if kind.is_text() {
                    return Some(id);
                }
                self.wrong_kind(
                    name.at.0,
                    &Kind::Of(kind),
                    &Kind::TEXT,
                    "`never below` needs a text that names a step",
                );
                None
            }
            other => {
                self.report(
                    self.at(
                        name.at.0,
                        Name::WrongKind,
                        format!("`{}` is a {}, and `never below` takes a field", name.text, other.kind()),
                    )
                    .help("name the field that says where the lead was before, for example `previous_stage`"),
                );
                None
            }
        }
    }

    fn label(&mut self, label: &tree::Label, id: LabelId) {
        self.current = Some(Node::Label(id));
        let body = match &label.body {
            tree::LabelBody::Joined(expr) => self.joined_labels(expr).map(LabelBody::Joined),
            tree::LabelBody::Choices(choices) => self.choices(label, choices),
        };
        self.current = None;
        let place = self.place(label.name.at.0);
        if let Some(body) = &body {
            self.refuse_column_of_reasons(label, body);
        }
        if let (Some(body), Some(slot)) = (body, self.labels.get_mut(id.0)) {
            *slot = Some(Label { name: label.name.text.clone(), body, place });
        }
    }

    /// What says why a label has its value is written out beside it, in a column that must have no other meaning.
    fn refuse_column_of_reasons(&mut self, label: &tree::Label, body: &LabelBody) {
        let column = format!("{}_because", label.name.text);
        let built = Label { name: label.name.text.clone(), body: body.clone(), place: self.place(label.name.at.0) };
        if let Some(holder) = self.names.holder(&column).filter(|_| built.has_reasons())
            && matches!(holder.named, Named::Score(_) | Named::Ladder(_) | Named::Label(_))
        {
            let (holder, kind) = (holder.place, holder.named.kind());
            self.report(
                self.at(
                    label.name.at.0,
                    Name::DuplicateName,
                    format!(
                        "the reasons of `{}` are written out as `{column}`, and a {kind} has that name",
                        label.name.text
                    ),
                )
                .related(holder, "here")
                .help(format!("give the {kind} another name, or leave `because` out of the label")),
            );
        }
    }

    fn choices(&mut self, label: &tree::Label, written: &[tree::Choice]) -> Option<LabelBody> {
        let mut choices = Vec::with_capacity(written.len());
        let mut otherwise: Option<Otherwise> = None;
        let mut sound = true;
        let last = written.len().saturating_sub(1);
        for (at, choice) in written.iter().enumerate() {
            let place = self.place(choice.at.0);
            match &choice.kind {
                ChoiceKind::When(condition, word, because) => {
                    let said = format::expression(condition);
                    let condition = self.condition(condition);
                    let value = self.label_word(word);
                    let because = because.as_ref().map(|because| self.reason(Some(because), "").0);
                    match condition {
                        Some(condition) => choices.push(Choice::When { condition, said, value, because, place }),
                        None => sound = false,
                    }
                }
                ChoiceKind::Table(table) => match self.label_table(table, choice.at.0) {
                    Some(table) => choices.push(Choice::Table(table)),
                    None => sound = false,
                },
                ChoiceKind::Otherwise(word, because) => {
                    let value = self.label_word(word);
                    if at != last {
                        let is_otherwise = |choice: &&tree::Choice| matches!(choice.kind, ChoiceKind::Otherwise(..));
                        let help = match written.iter().filter(is_otherwise).count() {
                            1 => format!("put `otherwise {}` last, after the other choices", self.written(word.span())),
                            _ => "keep only one `otherwise`, and put it last".to_owned(),
                        };
                        let message = "`otherwise` takes every lead that is left, so the choices after it never count";
                        self.report(self.at(choice.at.0, Name::OtherwiseFirst, message).help(help));
                    }
                    let because = because.as_ref().map(|because| self.reason(Some(because), "").0);
                    otherwise = Some(Otherwise { value, because, place });
                }
                ChoiceKind::Broken => sound = false,
            }
        }
        // A table with a row for what is unknown, and rows for all that is known, decides for every lead.
        let always_decides = |choice: &Choice| match choice {
            Choice::Table(table) => {
                let has = |yes: bool| table.rows.iter().any(|row| row.yes_no.contains(&yes));
                // A range such as 51-200 may be in two rows at once, and is then as good as unknown.
                let sure = self.always_known(&table.by) && !self.can_be_a_range(&table.by);
                let unknown = table.unknown.is_some() || sure;
                unknown && (table.other.is_some() || has(true) && has(false))
            }
            Choice::When { .. } => false,
        };
        if sound && otherwise.is_none() && !choices.iter().any(always_decides) {
            let message = format!("`{}` has no value for leads that no line fits", label.name.text);
            self.report(
                self.at(label.name.at.0, Name::MissingOtherwise, message)
                    .help("end it with, for example, `otherwise cold`"),
            );
            return None;
        }
        sound.then_some(LabelBody::Choices { choices, otherwise })
    }
}
