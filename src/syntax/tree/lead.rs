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
    /// What could not be read, in a field whose name could; its finding says why.
    Broken,
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
