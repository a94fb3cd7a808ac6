//! The fields of a lead.

use super::{At, Literal, Name, Text};

/// `name: TYPE ...` in a `lead` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// Its type.
    pub kind: FieldType,
    /// Where the type stands.
    pub kind_at: At,
    /// What else is said of it, in order.
    pub attributes: Vec<Attribute>,
    /// The whole field.
    pub at: At,
}

/// The type of a field as written.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// `number`
    Number,
    /// `number or range`
    NumberOrRange,
    /// `text`
    Text,
    /// `text exact`
    TextExact,
    /// `yes/no`
    YesNo,
    /// `date`
    Date,
    /// `one of "A", "B"`
    OneOf(Vec<Text>),
    /// `list of text`
    ListOfText,
    /// `list of { kind: text  at: date } joined by lead_id`
    ListOfEntries(EntryType),
    /// What could not be read, in a field whose name could; its finding says why.
    Broken,
}

/// What each entry of a list holds, and how it is joined to the lead.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryType {
    /// The fields of an entry.
    pub fields: Vec<Field>,
    /// The column of a file of entries that holds the lead's key.
    pub joined_by: Option<Name>,
}

/// What else is said of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// What is said.
    pub kind: AttributeKind,
    /// Where.
    pub at: At,
}

/// The kinds of attributes of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeKind {
    /// `key`
    Key,
    /// `required`
    Required,
    /// `= 0`
    Default(Literal),
    /// `from "Column name"`
    From(Text),
    /// `blank "N/A", 999`
    Blank(Vec<Literal>),
    /// `split by ";"`
    SplitBy(Text),
    /// `format "%m/%d/%Y"`
    Format(Text),
    /// `ask "How many people work there?"`
    Ask(Text),
}
