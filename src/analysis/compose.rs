//! What can be asked about: the conditions, rules and rows of a ruleset as formulas, and what is joined of them.

use super::Analysis;
use super::formula::{Formula, FormulaId};
use crate::rules::{Condition, Expr, RuleId, ScoreId, Selection, Table};
use crate::value::{Range, Truth};
use std::collections::HashMap;

impl<'r> Analysis<'r> {
    /// A condition of the ruleset, to ask about.
    pub fn formula(&self, condition: &'r Condition) -> FormulaId {
        let known = self.known.borrow().get(&std::ptr::from_ref(condition)).copied();
        known.unwrap_or_else(|| {
            let formula = self.model.borrow_mut().condition(condition, None);
            self.known.borrow_mut().insert(condition, formula);
            formula
        })
    }

    /// What is asked of the entries of a list, of one entry. Goals about it are met by a lead with just that entry.
    pub fn of_entry(&self, selection: &'r Selection) -> FormulaId {
        self.model.borrow_mut().entries(selection).1
    }

    /// When a rule or a table gives its points: its condition is true, so are those of the blocks around it, no earlier rule of a
    /// `first` fires, and what its points depend on is known. Of a rule that gives points for each entry: when any counts.
    pub fn fires(&self, rule: RuleId) -> Option<FormulaId> {
        let all = self.fires.get_or_init(|| {
            let mut when = Vec::new();
            for score in 0..self.rules.scores.len() {
                self.worths.parts(ScoreId(score)).iter().for_each(|part| part.fires(&mut when));
            }
            let mut by_rule: HashMap<RuleId, Vec<FormulaId>> = HashMap::new();
            when.into_iter().for_each(|(rule, fires)| by_rule.entry(rule).or_default().push(fires));
            let formulas = &mut self.model.borrow_mut().formulas;
            // In their order, so that formulas stand in the same places in each run.
            let mut by_rule: Vec<_> = by_rule.into_iter().collect();
            by_rule.sort();
            by_rule.into_iter().map(|(rule, any)| (rule, formulas.joined(any, false))).collect()
        });
        all.get(&rule).copied()
    }

    /// When each row of a table decides: those with cases, in order, then the `unknown` and the `other` row where there are any.
    pub fn rows<G>(&self, table: &'r Table<G>) -> Vec<FormulaId> {
        let rows = self.model.borrow_mut().rows(table);
        rows.cases.into_iter().chain(rows.unknown).chain(rows.other).collect()
    }

    /// How true the case of each row of a table is by itself, whatever stands before it; in the order of the rows with cases.
    pub fn cases<G>(&self, table: &'r Table<G>) -> Vec<FormulaId> {
        let mut model = self.model.borrow_mut();
        table.rows.iter().map(|row| model.case(table, row)).collect()
    }

    /// Whether a value lies in a range.
    ///
    /// ```
    /// use qualify::analysis::Analysis;
    /// use qualify::rules::{Expr, FieldId};
    /// use qualify::value::{NumberRange, Range};
    /// use qualify::{Ruleset, jiff::civil::date};
    ///
    /// let ruleset = Ruleset::parse("when size < 50 then +20")?;
    /// let analysis = Analysis::new(ruleset.rules(), date(2026, 1, 15));
    /// let size = Expr::Field(FieldId(0));
    /// let lies_in = analysis.lies_in(&size, Range::Numbers(NumberRange::only(70.0)));
    /// assert!(analysis.can_hold(lies_in).lead().is_some());
    /// # Ok::<(), qualify::Findings>(())
    /// ```
    pub fn lies_in(&self, value: &'r Expr, range: Range) -> FormulaId {
        self.model.borrow_mut().in_range(value, range)
    }

    /// All of these.
    pub fn all(&self, of: &[FormulaId]) -> FormulaId {
        self.model.borrow_mut().formulas.add(Formula::All(of.to_vec()))
    }

    /// Any of these.
    pub fn any(&self, of: &[FormulaId]) -> FormulaId {
        self.model.borrow_mut().formulas.add(Formula::Any(of.to_vec()))
    }

    /// A truth value by itself.
    pub fn constant(&self, truth: Truth) -> FormulaId {
        self.model.borrow_mut().formulas.constant(truth)
    }
}
