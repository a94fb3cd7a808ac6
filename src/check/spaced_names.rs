//! A name with spaces that is a column of a declared field: `Lead Source`, where `lead_source` is declared.

use super::{Checker, names::quoted_if_needed, suggest::loose};
use crate::diagnostic::{Edit, Name};
use crate::source::Place;

impl Checker<'_> {
    /// Names the field that was meant, in place of the advice to use backticks, which would name no field.
    pub(super) fn name_fields_meant(&mut self) {
        let mut meant: Vec<(Place, String)> = Vec::new();
        for finding in &mut self.checked.findings {
            let Some(place) = finding.place.filter(|_| finding.name == Name::NameWithSpace) else { continue };
            let written = self.checked.sources.text(place);
            let fits = |name: &str| loose(name) == loose(written);
            let field = self.checked.rules.fields.iter().find(|field| {
                field.name != written && (fits(&field.name) || field.from.as_deref().is_some_and(fits))
            });
            if let Some(field) = field {
                let name = quoted_if_needed(&field.name);
                finding.message = format!("`{written}` is named `{name}` here");
                finding.help = Some(format!("write `{name}`"));
                finding.fix = Some(vec![Edit { place, text: name.clone() }]);
                meant.push((place, name));
            }
        }
        // That nothing has the name with spaces is said by that already.
        self.checked.findings.retain(|finding| {
            finding.name != Name::UnknownName || !meant.iter().any(|(place, _)| finding.place == Some(*place))
        });
    }
}
