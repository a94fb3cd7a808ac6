//! The lead that a test describes.

use crate::rules::{FieldId, Lead, Rules, TestCase};
use jiff::civil::Date;

/// Where the rules do not depend on the day, any will do.
const ANY_DAY: Date = Date::constant(2000, 1, 1);

/// What a test gives, the defaults of what it does not, and the day as of which it is judged.
pub fn given(rules: &Rules, test: &TestCase) -> (Lead, Date) {
    let mut lead = Lead::unknown(rules.fields.len());
    for (at, field) in rules.fields.iter().enumerate() {
        lead.set(FieldId(at), field.default.clone());
    }
    for (field, value) in &test.given {
        lead.set(*field, Some(value.clone()));
    }
    for (list, entries) in &test.entries {
        lead.set_entries(*list, entries.clone());
    }
    (lead, test.today.unwrap_or(ANY_DAY))
}
