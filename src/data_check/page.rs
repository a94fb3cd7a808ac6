//! The pages that say what each of these findings is about.

use crate::diagnostic::Name;

/// The page of a kind of finding that needs leads: what it finds, why that matters, an example, and what to write instead. In
/// Markdown; rules stand in fences of `qual`, the leads that they look at in a fence of `csv` after them, where `...` means more of
/// the same. The first example has the finding, the last has none.
///
/// ```
/// use qualify::diagnostic::Name;
/// let page = qualify::data_check::page(Name::ValueNotInData).ok_or("no such page")?;
/// assert!(page.starts_with("A value in the rules that none of the leads has"), "{page}");
/// # Ok::<(), &str>(())
/// ```
pub fn page(name: Name) -> Option<String> {
    let text = match name {
        Name::NeverFiresOnData => NEVER_FIRES,
        Name::AlwaysFiresOnData => ALWAYS_FIRES,
        Name::ValueNotInData => VALUE,
        Name::UncoveredInData => UNCOVERED,
        Name::UnknownInData => UNKNOWN,
        Name::UnreadableInData => UNREADABLE,
        Name::ColumnNotInData => COLUMN,
        _ => return None,
    };
    Some(text.trim().to_owned())
}

const NEVER_FIRES: &str = r#"
A rule, row, step, choice or disqualifier that takes none of the leads. Either the leads are not those it is for, or it asks for
something that they never say. Found with `--data LEADS`.

```qual
when visits > 5 then +10
```

```csv
visits
3
5
...
```

Ask for what the leads can have:

```qual
when visits >= 5 then +10
```

```csv
visits
3
5
...
```

Beside each test that is to blame stands how often it was true, or that what it looks at is unknown. What is told already under
`unknown-in-data`, `column-not-in-data` or `value-not-in-data` is not told again: there the rules that never fire on account of it
stand beside.

It stays quiet where there are fewer than 30 leads, and of rules for what is not known (`email is unknown`): that they never fire is
good news. Steps above one that no lead reaches are not named, nor single rows of a table of more than 20.
"#;

const ALWAYS_FIRES: &str = r#"
A rule, row, step, choice or disqualifier that takes all of the leads: it tells none of them apart. Found with `--data LEADS`.

```qual
when visits >= 1 then +10
```

```csv
visits
3
1
...
```

Ask for more, or delete it:

```qual
when visits >= 2 then +10
```

```csv
visits
3
1
...
```

It stays quiet where there are fewer than 30 leads, of rules whose points depend on the lead (`per`, `for each`, `losing`), and of
rules that ask for nothing but whether something is known.
"#;

const VALUE: &str = r#"
A value in the rules that none of the leads has, with the nearest one that they do have: it is spelt otherwise there, or has gone out
of use. Found with `--data LEADS`.

```qual
when industry = "Fintech" then +20
```

```csv
industry
FinTech Services
Retail
...
```

Write what the leads say:

```qual
when industry = "FinTech Services" then +20
```

```csv
industry
FinTech Services
Retail
...
```

It looks at texts after `=`, `!=`, `in`, at those in rows of tables, and at those that a list of texts `contains`. Lists, and tables of
more than 20 values, may well hold some that the leads lack: of these only slips are told, or that the leads have none of all. Where
there are fewer than 30 leads, only slips are told of anything.
"#;

const UNCOVERED: &str = r#"
Values of the leads that no row of a table takes, where it has no `other`: these leads get nothing from it, perhaps by oversight. Found
with `--data LEADS`.

```qual
by country {
  "DE", "AT" then +10
  "CH"       then +5
}
```

```csv
country
DE
AT
CH
FR
...
```

Give them a row, or say that they get nothing:

```qual
by country {
  "DE", "AT" then +10
  "CH"       then +5
  other      then 0
}
```

```csv
country
DE
AT
CH
FR
...
```

It also tells of ranges such as `51-200` that lie across several rows. A table in a label passes on what no row takes, and is left in
peace.
"#;

const UNKNOWN: &str = r#"
A field that is unknown for all of the leads, or known for fewer than one in a hundred: rules that ask for it decide next to nothing.
Found with `--data LEADS`.

```qual
when budget > 1000 then +10
when visits >= 2   then +5
```

```csv
budget,visits
,3
,1
...
```

Read it from the column that is filled, see to it that the export fills it, or do without:

```qual
lead {
  budget: number  from "Annual Budget"
  visits: number
}

when budget > 1000 then +10
when visits >= 2   then +5
```

```csv
budget,visits,Annual Budget
,3,5000
,1,500
...
```

It stays quiet where there are fewer than 30 leads. A field of which a rule asks whether it is known may be known for few, but not for
none. Fields that are `required` are told of as soon as one lead lacks them.
"#;

const UNREADABLE: &str = r#"
Values of the leads that cannot be read as the type of their field, so that they count as unknown. Found with `--data LEADS`.

```qual
lead {
  signed_up: date
}

when signed_up within 30 days then +10
```

```csv
signed_up
01/13/2026
11/02/2025
...
```

Say how they are written:

```qual
lead {
  signed_up: date  format "%m/%d/%Y"
}

when signed_up within 30 days then +10
```

```csv
signed_up
01/13/2026
11/02/2025
...
```

The message says how many there are, with the first values and their lines. Values that stand for nothing, such as `n/a`, are named
after `blank`.
"#;

const COLUMN: &str = r#"
A field that the rules need, for which the leads have no column. `score` stops there; here it is read as unknown, and what else there
is to find is found. Found with `--data LEADS`.

```qual
lead {
  company_size: number
}

when company_size > 50 then +10
```

```csv
Number of Employees
20
120
...
```

Name the column:

```qual
lead {
  company_size: number  from "Number of Employees"
}

when company_size > 50 then +10
```

```csv
Number of Employees
20
120
...
```

With `--allow-missing-columns` it stays quiet, and nothing is said of rules that never fire for want of such a column.
"#;
