//! The parser that pest makes of `grammar/qualify.pest`, and small helpers over what it yields.

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/qualify.pest"]
pub(super) struct Grammar;

/// One matched rule.
pub(super) type Pair<'s> = pest::iterators::Pair<'s, Rule>;

/// Where a pair's last token ends: pest counts white space in front of an absent optional part as part of the pair.
pub(super) fn end(pair: &Pair) -> usize {
    let mut pair = pair.clone();
    loop {
        let last = pair.clone().into_inner().rev().find(|inner| inner.as_rule() != Rule::unclosed);
        match last {
            Some(inner) => pair = inner,
            None => return pair.as_span().end(),
        }
    }
}
