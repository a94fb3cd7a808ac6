//! The fields of a lead: what a `lead` block says of each.

use super::{
    Checker, Used,
    names::{self, Named},
    values::Kind,
};
use crate::diagnostic::Name;
use crate::rules::{Field, FieldId};
use crate::source::Span;
use crate::syntax::tree::{self, AttributeKind, FieldType, Literal};
use crate::value::{self, Blanks, Format, NumberFormat, ReadAs, Reading, Text, Type, Value};
use jiff::tz::TimeZone;

impl Checker<'_> {
    pub(super) fn declare_field(&mut self, field: &tree::Field) {
        let id = FieldId(self.checked.rules.fields.len());
        if !self.declare_name(&field.name, Named::Field(id)) {
            return;
        }
        if field.kind == FieldType::Broken {
            self.untyped.insert(id);
        }
        let mut built = self.built_field(field);
        if let FieldType::ListOfEntries(entry) = &field.kind {
            built.entries = Some(self.entry_type(id, entry, field.kind_at.0));
            built.key = false;
        }
        if built.key {
            self.checked.used.insert(Used::Field(id));
        }
        self.checked.rules.fields.push(built);
    }

    /// A field with all that is said of it.
    pub(super) fn built_field(&mut self, field: &tree::Field) -> Field {
        let kind = self.field_type(&field.kind);
        let mut built = self.new_field(&field.name, kind);
        self.refuse_double_attributes(field);
        if matches!(field.kind, FieldType::ListOfEntries(_)) {
            self.check_list_attributes(field);
        }
        for attribute in &field.attributes {
            self.apply(&mut built, attribute, matches!(field.kind, FieldType::Broken | FieldType::ListOfEntries(_)));
        }
        if !matches!(field.kind, FieldType::Broken | FieldType::ListOfEntries(_)) {
            self.check_together(field, &built);
        }
        built
    }

    /// A field of which only the name and the type are known.
    pub(super) fn new_field(&self, name: &tree::Name, kind: Type) -> Field {
        let timezone = self.checked.rules.timezone.clone().unwrap_or(TimeZone::UTC);
        let blanks = self.blanks.clone();
        Field {
            name: name.text.clone(),
            quoted: name.quoted,
            from: None,
            read: ReadAs { kind, format: Format::Usual, split_by: ";".to_owned(), blanks, timezone },
            default: None,
            key: false,
            required: false,
            ask: None,
            entries: None,
            used: false,
            place: self.place(name.at.0),
        }
    }

    fn field_type(&mut self, kind: &FieldType) -> Type {
        match kind {
            // The parser said what is wrong; uses of the field are not reported again.
            FieldType::Broken => Type::Text { exact: false },
            FieldType::Number => Type::Number,
            FieldType::NumberOrRange => Type::NumberOrRange,
            FieldType::Text => Type::Text { exact: false },
            FieldType::TextExact => Type::Text { exact: true },
            FieldType::YesNo => Type::YesNo,
            FieldType::Date => Type::Date,
            FieldType::ListOfText => Type::ListOfText,
            FieldType::ListOfEntries(_) => Type::ListOfEntries,
            FieldType::OneOf(texts) => {
                let mut values: Vec<Text> = Vec::with_capacity(texts.len());
                let mut seen = std::collections::HashMap::new();
                for text in texts {
                    let value = Text::new(&text.value);
                    if value.shown().is_empty() {
                        self.report(
                            self.at(text.at.0, Name::BlankComparison, "a blank is not a value: it is unknown")
                                .help("leave it out of the list; a blank cell is unknown anyway"),
                        );
                    } else if let Some(before) = seen.insert(value.folded().to_owned(), text.at.0) {
                        self.report(
                            self.at(
                                text.at.0,
                                Name::DuplicateCase,
                                format!("`\"{}\"` is in the list already", text.value),
                            )
                            .related(self.place(before), "first here")
                            .help("capitals do not count; keep one of the two"),
                        );
                    } else {
                        values.push(value);
                    }
                }
                Type::OneOf(values.into())
            }
        }
    }

    fn refuse_double_attributes(&mut self, field: &tree::Field) {
        for (at, attribute) in field.attributes.iter().enumerate() {
            let same = |other: &&tree::Attribute| {
                std::mem::discriminant(&other.kind) == std::mem::discriminant(&attribute.kind)
            };
            if let Some(before) = field.attributes.iter().take(at).find(same) {
                let written = self.written(attribute.at.0);
                self.report(
                    self.at(
                        attribute.at.0,
                        Name::BadField,
                        format!("`{written}` says the same thing of this field a second time"),
                    )
                    .related(self.place(before.at.0), "said here first")
                    .help("keep one of the two"),
                );
            }
        }
    }

    fn apply(&mut self, field: &mut Field, attribute: &tree::Attribute, is_broken: bool) {
        if is_broken && matches!(attribute.kind, AttributeKind::Format(_) | AttributeKind::Blank(_)) {
            return;
        }
        match &attribute.kind {
            AttributeKind::Key => field.key = true,
            AttributeKind::Required => field.required = true,
            AttributeKind::From(column) => {
                if value::trim(&column.value).is_empty() {
                    self.report(
                        self.at(column.at.0, Name::BadField, "a column without a name cannot be read")
                            .help("give the column a name in the file, and say it here"),
                    );
                }
                field.from = Some(column.value.clone());
            }
            AttributeKind::Ask(question) => field.ask = Some(question.value.clone()),
            AttributeKind::SplitBy(separator) => {
                if separator.value.is_empty() {
                    self.report(
                        self.at(separator.at.0, Name::BadField, "a list cannot be split by nothing")
                            .help("say what is between the entries: `split by \";\"`"),
                    );
                } else {
                    field.read.split_by = separator.value.clone();
                }
            }
            AttributeKind::Blank(values) => {
                for literal in values {
                    self.add_blank(field, literal);
                }
            }
            AttributeKind::Format(format) => self.set_format(field, format),
            AttributeKind::Default(literal) => {
                if !is_broken && !self.refuse_blank_as_default(field, literal) {
                    field.default = self.typed(literal, field.kind().clone(), &field.name.clone());
                }
            }
        }
    }

    /// `downloads: number = "none"`: a text where nothing is known is a blank, not the number that it counts as.
    fn refuse_blank_as_default(&mut self, field: &Field, literal: &Literal) -> bool {
        let Literal::Text(text) = literal else { return false };
        if !matches!(field.kind(), Type::Number) || NumberFormat::default().read(&text.value).is_some() {
            return false;
        }
        let written = self.written(literal.span());
        let name = names::quoted_if_needed(&field.name);
        self.report(
            self.at(literal.span(), Name::TypeMismatch, format!("`{name}` is a number, but `{written}` is not")).help(
                format!(
                    "if no entry means 0, write `{name}: number = 0`\nif the file says {written} where nothing is known, write `{name}: number blank {written}`"
                ),
            ),
        );
        true
    }

    fn set_format(&mut self, field: &mut Field, format: &tree::Text) {
        let pattern = &format.value;
        match field.kind() {
            Type::Number | Type::NumberOrRange => match NumberFormat::parse(pattern) {
                Some(numbers) => field.read.format = Format::Number(numbers),
                None => self.report(
                    self.at(
                        format.at.0,
                        Name::BadFormat,
                        format!("`{pattern}` does not say how the numbers are written"),
                    )
                    .help("write how 1234.56 looks in the file: `\"1.234,56\"`, `\"1 234,56\"` or `\"1,234.56\"`"),
                ),
            },
            Type::Date if Format::is_date_pattern(pattern) => field.read.format = Format::Date(pattern.clone()),
            Type::Date => self.bad_date_format(format),
            kind => {
                let message =
                    format!("`format` is for numbers and dates, and `{}` is a {}", field.name, Kind::Of(kind.clone()));
                self.report(self.at(format.at.0, Name::BadField, message).help("leave `format` out"));
            }
        }
    }

    fn bad_date_format(&mut self, format: &tree::Text) {
        let pattern = &format.value;
        let meaning = "%d is the day, %m the month, %Y the year";
        let finding =
            self.at(format.at.0, Name::BadFormat, format!("`{pattern}` does not say how the dates are written"));
        let upper = pattern.to_uppercase();
        let meant = upper.replace("YYYY", "%Y").replace("YY", "%y").replace("MM", "%m").replace("DD", "%d");
        let is_meant = upper.contains("YY") && upper.contains("MM") && upper.contains("DD");
        self.report(if is_meant && Format::is_date_pattern(&meant) {
            finding
                .help(format!("write `format \"{meant}\"`\n{meaning}"))
                .fix(self.place(format.at.0), format!("\"{meant}\""))
                .safe_to_fix()
        } else {
            finding.help(format!(
                "write, for example, `format \"%m/%d/%Y\"` for 1/31/2026, or `format \"%d.%m.%Y\"` for 31.01.2026\n{meaning}"
            ))
        });
    }

    fn check_together(&mut self, field: &tree::Field, built: &Field) {
        for attribute in &field.attributes {
            let (message, help) = match &attribute.kind {
                AttributeKind::SplitBy(_) if *built.kind() != Type::ListOfText => (
                    format!(
                        "`split by` is for a list of text, and `{}` is a {}",
                        built.name,
                        Kind::Of(built.kind().clone())
                    ),
                    "leave `split by` out, or make the field a `list of text`",
                ),
                AttributeKind::Key if *built.kind() == Type::ListOfText => {
                    ("a list cannot identify a lead".to_owned(), "take an email address or an id as `key`")
                }
                AttributeKind::Default(_) if built.key => (
                    "a `key` cannot have a value for blanks, since several leads would share it".to_owned(),
                    "take `= ...` away",
                ),
                AttributeKind::Required if built.default.is_some() => (
                    "a field that is filled in where it is blank is never missing, so it cannot be `required`"
                        .to_owned(),
                    "keep `required` or `= ...`, not both",
                ),
                _ => continue,
            };
            self.report(self.at(attribute.at.0, Name::BadField, message).help(help));
        }
    }

    /// At most one field is the key.
    pub(super) fn check_keys(&mut self) {
        let keys: Vec<(String, crate::source::Place)> = self
            .checked
            .rules
            .fields
            .iter()
            .filter(|field| field.key)
            .map(|field| (field.name.clone(), field.place))
            .collect();
        if let Some((_, first)) = keys.first() {
            for (name, place) in keys.iter().skip(1) {
                self.report(
                    crate::diagnostic::Finding::new(Name::BadField, *place, format!("`{name}` is a second `key`"))
                        .related(*first, "the first is here")
                        .help("one field identifies a lead; take `key` away from the other"),
                );
            }
        }
    }

    /// A value that stands for blank in every field.
    pub(super) fn add_global_blank(&mut self, literal: &Literal) {
        let mut blanks = std::mem::take(&mut self.blanks);
        self.hold_blank(&mut blanks, literal);
        self.blanks = blanks;
    }

    fn add_blank(&mut self, field: &mut Field, literal: &Literal) {
        let fits = match literal {
            Literal::Number(_) => matches!(field.kind(), Type::Number | Type::NumberOrRange),
            Literal::Date(_) => *field.kind() == Type::Date,
            _ => true,
        };
        if !fits {
            let written = self.written(literal.span());
            let message =
                format!("`{}` is a {}, so it never reads `{written}`", field.name, Kind::Of(field.kind().clone()));
            self.report(
                self.at(literal.span(), Name::TypeMismatch, message)
                    .help(format!("put it in double quotes: `\"{written}\"`"))
                    .fix(self.place(literal.span()), format!("\"{written}\""))
                    .safe_to_fix(),
            );
            return;
        }
        self.hold_blank(&mut field.read.blanks, literal);
    }

    fn hold_blank(&mut self, blanks: &mut Blanks, literal: &Literal) {
        match literal {
            Literal::Text(text) => blanks.texts.push(value::fold(value::trim(&text.value)).into_owned()),
            Literal::Number(number) => blanks.numbers.push(number.value),
            Literal::Date(date) => blanks.dates.extend(date.value),
            Literal::YesNo(..) => self.report(
                self.at(literal.span(), Name::TypeMismatch, "`yes` and `no` cannot mean blank")
                    .help("put it in double quotes: `\"no\"`"),
            ),
        }
    }

    /// The value of a literal that must be of a field's type; else a finding.
    pub(super) fn typed(&mut self, literal: &Literal, kind: Type, name: &str) -> Option<Value> {
        match (literal, &kind) {
            (Literal::Number(number), Type::Number) => Some(Value::Number(number.value)),
            (Literal::Number(number), Type::NumberOrRange) => {
                Some(Value::Range(value::NumberRange::only(number.value)))
            }
            (Literal::Date(date), Type::Date) => date.value.map(Value::Date),
            (Literal::YesNo(yes, _), Type::YesNo) => Some(Value::YesNo(*yes)),
            (Literal::Text(text), Type::Text { .. } | Type::NumberOrRange | Type::OneOf(_) | Type::ListOfText) => {
                self.typed_text(text, kind, name)
            }
            _ => {
                self.wrong_literal(literal, &kind, name);
                None
            }
        }
    }

    fn typed_text(&mut self, text: &tree::Text, kind: Type, name: &str) -> Option<Value> {
        if value::trim(&text.value).is_empty() {
            self.report(
                self.at(text.at.0, Name::BlankComparison, "a blank is not a value: it is unknown")
                    .help(format!("leave `{name}` out, and it is unknown")),
            );
            return None;
        }
        if let Type::OneOf(values) = &kind {
            self.one_of(text, values, name);
        }
        let how = ReadAs {
            kind,
            format: Format::Usual,
            split_by: ";".to_owned(),
            blanks: Blanks::default(),
            timezone: TimeZone::UTC,
        };
        match value::read_cell(&text.value, &how) {
            Reading::Known(value) => Some(value),
            _ => {
                if how.kind == Type::NumberOrRange {
                    self.report(
                        self.at(
                            text.at.0,
                            Name::TypeMismatch,
                            format!("`\"{}\"` is neither a number nor a range", text.value),
                        )
                        .help("write a range as an export has it: `\"51-200\"`, `\"1000+\"`, `\"<10\"`"),
                    );
                }
                None
            }
        }
    }

    /// The day of a date, or of a date and time, as a cell of it would be read.
    fn day_of(&self, written: &str) -> Option<jiff::civil::Date> {
        let how = ReadAs {
            kind: Type::Date,
            format: Format::Usual,
            split_by: String::new(),
            blanks: Blanks::default(),
            timezone: self.checked.rules.timezone.clone().unwrap_or(TimeZone::UTC),
        };
        match value::read_cell(written, &how) {
            Reading::Known(Value::Date(day)) => Some(day),
            _ => None,
        }
    }

    fn where_days_begin(&self) -> String {
        match self.checked.rules.timezone.as_ref().and_then(|zone| zone.iana_name()) {
            Some(zone) => format!("in `{zone}`"),
            None => "in UTC, since the ruleset names no `timezone`".to_owned(),
        }
    }

    fn wrong_literal(&mut self, literal: &Literal, kind: &Type, name: &str) {
        let written = self.written(literal.span());
        let span: Span = literal.span();
        let inside = match literal {
            Literal::Text(text) => text.value.clone(),
            _ => written.clone(),
        };
        let (help, fix) = match kind {
            Type::Text { .. } | Type::OneOf(_) | Type::ListOfText => {
                ("a text needs double quotes".to_owned(), Some(format!("\"{inside}\"")))
            }
            Type::Number | Type::NumberOrRange => {
                let number = NumberFormat::default().read(&inside).filter(|_| matches!(literal, Literal::Text(_)));
                ("write a number without quotes, for example `10`".to_owned(), number.map(value::show_number))
            }
            Type::YesNo => {
                let yes = matches!(inside.to_lowercase().as_str(), "yes" | "true" | "1" | "y");
                let no = matches!(inside.to_lowercase().as_str(), "no" | "false" | "0" | "n");
                let fix = if yes {
                    Some("yes")
                } else if no {
                    Some("no")
                } else {
                    None
                };
                ("write `yes` or `no`, without quotes".to_owned(), fix.map(str::to_owned))
            }
            Type::ListOfEntries => ("write its entries so: `[{ kind = \"visit\", at = 2026-01-31 }]`".to_owned(), None),
            Type::Date => {
                let date = self.day_of(&inside);
                ("write a date, for example `2026-01-31`, without quotes".to_owned(), date.map(|date| date.to_string()))
            }
        };
        let help = match &fix {
            Some(fix) if fix.starts_with('"') => format!("put it in double quotes: `{fix}`"),
            Some(fix) if *fix == inside => format!("write it without quotes: `{fix}`"),
            Some(fix) if *kind == Type::Date && !inside.starts_with(fix.as_str()) => {
                format!("write `{fix}` instead, the day that it is {}", self.where_days_begin())
            }
            Some(fix) => format!("write `{fix}` instead"),
            None => help,
        };
        let mut finding = self
            .at(
                span,
                Name::TypeMismatch,
                format!("`{name}` is a {}, and `{written}` is a {}", Kind::Of(kind.clone()), literal_kind(literal)),
            )
            .help(help);
        if let Some(fix) = fix {
            // The same value, with its quotes or without; anything else is one way to read it.
            finding.safe_to_fix = fix == inside || fix == format!("\"{inside}\"");
            finding = finding.fix(self.place(span), fix);
        }
        self.report(finding);
    }
}

/// What a literal is, in words.
pub(super) fn literal_kind(literal: &Literal) -> &'static str {
    match literal {
        Literal::Number(_) => "number",
        Literal::Text(_) => "text",
        Literal::Date(_) => "date",
        Literal::YesNo(..) => "yes/no",
    }
}
