//! What to say of a name that nothing declares.

use super::{
    Checker,
    names::{Named, key, quoted_if_needed},
    suggest,
};
use crate::diagnostic::{Finding, Name};
use crate::syntax::tree;
use crate::value::Type;

impl Checker<'_> {
    /// The finding of a name that nothing declares.
    pub(super) fn unknown_name(&self, name: &tree::Name) -> Finding {
        let help = format!(
            "if it is a field, add it to the `lead` block, for example `{}: text`\nif it is a text, put it in double quotes",
            quoted_if_needed(&name.text)
        );
        self.unknown_name_or(name, help)
    }

    /// The same, with the help where no name is near.
    pub(super) fn unknown_name_or(&self, name: &tree::Name, otherwise: String) -> Finding {
        let shown = &name.text;
        let finding = self.at(name.at.0, Name::UnknownName, format!("nothing here is named `{shown}`"));
        let key = key(&name.text, name.quoted);
        if let Some(help) = self.help_on_reason(name).or_else(|| self.help_on_entries(name)) {
            return finding.help(help);
        }
        if let Some(holder) = self.names.holder(&key) {
            let declared = holder.name.clone();
            return finding
                .help(format!("names are written the same everywhere: `{declared}`"))
                .related(holder.place, "declared here")
                .fix(self.place(name.at.0), declared)
                .safe_to_fix();
        }
        let near = self.suggestions.nearest(shown, self.names.all());
        match near.as_slice() {
            [only] => {
                let only = (*only).to_owned();
                finding.help(format!("did you mean `{only}`?")).fix(self.place(name.at.0), quoted_if_needed(&only))
            }
            [] => match self.names.looks_at().and_then(|list| self.checked.rules.fields.get(list.0)) {
                Some(list) => finding.help(format!(
                    "it is neither a field of the lead nor of an entry of `{}`, which has {}",
                    list.name,
                    self.names.looks_at().map(|list| self.entry_names(list)).unwrap_or_default()
                )),
                None => finding.help(otherwise),
            },
            _ => {
                let help = suggest::did_you_mean(shown, near.iter().copied()).unwrap_or_default();
                finding.help(help)
            }
        }
    }

    /// What to write where a field of the entries of some list is meant, and none of them is looked at.
    fn help_on_entries(&self, name: &tree::Name) -> Option<String> {
        if let Some(help) = self.help_on_path(name) {
            return Some(help);
        }
        let lists = self.names.lists_with(name);
        let (id, field) = lists.iter().find(|(list, _)| self.names.looks_at().is_none_or(|here| here != *list))?;
        let list = quoted_if_needed(&self.checked.rules.fields.get(id.0)?.name);
        let shown = quoted_if_needed(&name.text);
        if let Some(here) = self.names.looks_at() {
            let here = quoted_if_needed(&self.checked.rules.fields.get(here.0)?.name);
            return self.names.entry_field(&key(&name.text, name.quoted)).is_none().then(|| {
                format!("`{shown}` is a field of the entries of `{list}`, and these are the entries of `{here}`")
            });
        }
        let is_date = self.entry_field_of(*id, *field).is_some_and(|field| *field.kind() == Type::Date);
        let ask =
            if is_date { format!("`latest {shown} of {list}`") } else { format!("`any {list} where ({shown} = ...)`") };
        Some(format!("`{shown}` is a field of the entries of `{list}`: ask, for example, {ask}"))
    }

    /// `reason != "x"` in a test.
    fn help_on_reason(&self, name: &tree::Name) -> Option<String> {
        (self.in_test && name.text == "reason" && !name.quoted).then(|| {
            "a test asks for a reason with `reason \"...\"`, and for one that must not be given with `no reason \"...\"`"
                .to_owned()
        })
    }

    /// `orders.amount`, `orders.count`: no entry of the list is said to be meant.
    fn help_on_path(&self, name: &tree::Name) -> Option<String> {
        let Some((id, field)) = self.names.path_into(name) else { return self.help_on_path_to_none(name) };
        let list = quoted_if_needed(&self.checked.rules.fields.get(id.0)?.name);
        Some(format!("`{list}` is a list: ask, for example, `any {list} where ({field} = ...)`"))
    }

    /// `orders.count`, `orders.latest`, `orders.price`: a path that leads from a list to no field of its entries.
    fn help_on_path_to_none(&self, name: &tree::Name) -> Option<String> {
        let (list, asked) = name.text.rsplit_once('.').filter(|_| !name.quoted)?;
        let Named::Field(id) = self.names.holder(list)?.named else { return None };
        self.checked.rules.fields.get(id.0)?.entries.as_ref()?;
        let list = quoted_if_needed(list);
        let first = |kind| self.entry_names_of(id, kind).next();
        let picked = match asked.to_lowercase().as_str() {
            "count" | "length" | "len" | "size" | "total" | "number" | "num" => {
                return Some(format!("did you mean `count of {list}`?"));
            }
            "latest" | "last" | "newest" => first(&Type::Date).map(|date| format!("latest {date}")),
            "earliest" | "first" | "oldest" => first(&Type::Date).map(|date| format!("earliest {date}")),
            "sum" => first(&Type::Number).map(|number| format!("sum {number}")),
            "max" | "highest" => first(&Type::Number).map(|number| format!("highest {number}")),
            "min" | "lowest" => first(&Type::Number).map(|number| format!("lowest {number}")),
            _ => None,
        };
        Some(match picked {
            Some(picked) => format!("did you mean `{picked} of {list}`?"),
            None => format!("an entry of `{list}` has no field `{asked}`; it has {}", self.entry_names(id)),
        })
    }
}
