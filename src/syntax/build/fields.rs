//! The fields of a `lead` block.

use super::Builder;
use super::expr::child;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::segment::Context;
use crate::syntax::tree::*;

impl Builder<'_> {
    pub(super) fn fields(&mut self, block: Pair) -> Vec<Field> {
        self.closing(&block);
        let fields = block.into_inner().filter(|inner| matches!(inner.as_rule(), Rule::field | Rule::broken_field));
        self.each(fields, |builder, inner| match inner.as_rule() {
            Rule::field => builder.field(inner),
            _ => {
                builder.broken(Context::Field, &inner);
                builder.broken_field(inner)
            }
        })
    }

    fn field(&mut self, pair: Pair) -> Option<Field> {
        let at = self.at(&pair);
        let (mut name, mut kind, mut kind_at, mut attributes) = (None, None, At::default(), Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(inner)),
                Rule::field_type => {
                    kind_at = self.at(&inner);
                    kind = self.field_type(inner);
                }
                Rule::attribute => attributes.extend(self.attribute(inner)),
                _ => {}
            }
        }
        Some(Field { name: name?, kind: kind?, kind_at, attributes, at })
    }

    /// A field of which only the name could be read.
    fn broken_field(&mut self, pair: Pair) -> Option<Field> {
        let at = self.at(&pair);
        let written = pair.as_str();
        let (name, _) =
            written.split_once(':').or_else(|| written.split_once(char::is_whitespace)).unwrap_or((written, ""));
        let name = name.trim();
        let quoted = name.len() > 2 && name.starts_with('`') && name.ends_with('`');
        let text = name.trim_matches('`');
        if text.is_empty() || text.contains(['\n', '"', '`']) {
            return None;
        }
        let name = Name { text: text.to_owned(), quoted, at };
        Some(Field { name, kind: FieldType::Broken, kind_at: at, attributes: Vec::new(), at })
    }

    fn field_type(&mut self, pair: Pair) -> Option<FieldType> {
        let mut texts = Vec::new();
        let (mut fields, mut joined_by) = (None, None);
        let (mut first, mut last) = (None, None);
        for inner in pair.into_inner() {
            let rule = inner.as_rule();
            match rule {
                Rule::entry_block => fields = Some(self.fields(inner)),
                Rule::joined_by => joined_by = child(inner, Rule::name).map(|name| self.name(name)),
                Rule::text => texts.push(self.text(inner)),
                _ => {}
            }
            first = first.or(Some(rule));
            last = Some(rule);
        }
        Some(match (first?, last?) {
            (Rule::kw_text, Rule::kw_exact) => FieldType::TextExact,
            (Rule::kw_text, _) => FieldType::Text,
            (Rule::kw_number, Rule::kw_range) => FieldType::NumberOrRange,
            (Rule::kw_number, _) => FieldType::Number,
            (Rule::kw_yes_no, _) => FieldType::YesNo,
            (Rule::kw_date, _) => FieldType::Date,
            (Rule::kw_one, _) => FieldType::OneOf(texts),
            (Rule::kw_list, Rule::kw_text) => FieldType::ListOfText,
            (Rule::kw_list, _) => FieldType::ListOfEntries(EntryType { fields: fields?, joined_by }),
            _ => return None,
        })
    }

    fn attribute(&mut self, pair: Pair) -> Option<Attribute> {
        let at = self.at(&pair);
        let first = pair.clone().into_inner().next()?;
        let mut text = || child(pair.clone(), Rule::text).map(|inner| self.text(inner));
        let kind = match first.as_rule() {
            Rule::kw_key => AttributeKind::Key,
            Rule::kw_required => AttributeKind::Required,
            Rule::equals => AttributeKind::Default(self.literals(pair).into_iter().next()?),
            Rule::kw_from => AttributeKind::From(text()?),
            Rule::kw_blank => AttributeKind::Blank(self.literals(pair)),
            Rule::kw_split => AttributeKind::SplitBy(text()?),
            Rule::kw_format => AttributeKind::Format(text()?),
            Rule::kw_ask => AttributeKind::Ask(text()?),
            _ => return None,
        };
        Some(Attribute { kind, at })
    }
}
