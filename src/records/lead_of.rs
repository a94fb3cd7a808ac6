//! Any value that serialises, as a lead.

use super::bind::{BindError, BindOptions, Wanted};
use super::entries::{Nested, NestedLists, Room};
use super::issues::DataIssues;
use super::members::Members;
use super::taking::{Taking, found_in};
use crate::rules::{Field, Lead};
use serde::Serialize;
use serde_json::Value as Json;
use thiserror::Error;

/// Why a value is no lead.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LeadError {
    /// It cannot be serialised.
    #[error("the lead cannot be serialised: {0}")]
    Serialize(#[from] serde_json::Error),
    /// It is a list, a number or the like.
    #[error("a lead is a struct or a map, not {0}")]
    NotAnObject(&'static str),
    /// Two of its members fit one field.
    #[error(transparent)]
    Bind(#[from] BindError),
}

/// A value as a lead: the members of a struct or a map become the values of the fields, found and read as those of a
/// JSON record; what is absent is unknown. The second part says what could not be read; lines in it are 1.
///
/// # Errors
///
/// The value is no struct or map, or two of its members fit one field.
pub fn lead_of<T: Serialize + ?Sized>(fields: &[Field], value: &T) -> Result<(Lead, DataIssues), LeadError> {
    let json = match serde_json::to_value(value)? {
        Json::Object(json) => json,
        Json::Array(_) => return Err(LeadError::NotAnObject("a list")),
        Json::String(_) => return Err(LeadError::NotAnObject("a text")),
        Json::Number(_) => return Err(LeadError::NotAnObject("a number")),
        Json::Bool(_) | Json::Null => return Err(LeadError::NotAnObject("a single value")),
    };
    let options = BindOptions { allow_missing: true, all_fields: true };
    let mut members = Members::new(fields.iter().map(|field| Wanted::of(field, options)).collect());
    let (mut lead, mut issues) = (Lead::unknown(fields.len()), DataIssues::new(fields.len()));
    let mut lists = NestedLists::new(fields, options);
    let mut room = Room::default();
    let mut taking = Taking { lead: &mut lead, issues: &mut issues, line: 1, room: &mut room };
    for (at, field, json) in found_in(fields, &mut members, &json)? {
        match field.entries {
            Some(_) => lists.take(&mut taking, at, field, json.map(Nested::Parsed))?,
            None => taking.take_json(at, field, json),
        }
    }
    issues.add_entries(lists.into_issues());
    Ok((lead, issues))
}
