//! Which format a file is in, by its name.

/// How records are laid out in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Rows of cells under a header, parted by a comma or another delimiter.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// One JSON array of objects, or a single object.
    Json,
}

impl Format {
    /// The format that a file name stands for, an ending such as `.gz` aside; `None` where it says nothing.
    ///
    /// ```
    /// use qualify::records::Format;
    /// assert_eq!(Format::of_name("exports/Leads.CSV.gz"), Some(Format::Csv));
    /// assert_eq!(Format::of_name("-"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Format> {
        match extension(name).as_str() {
            "csv" | "tsv" | "tab" | "txt" => Some(Format::Csv),
            "ndjson" | "jsonl" => Some(Format::Ndjson),
            "json" => Some(Format::Json),
            _ => None,
        }
    }

    /// Whether records are JSON objects rather than rows of cells.
    pub fn is_json(self) -> bool {
        self != Format::Csv
    }
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip, `.gz`.
    Gzip,
    /// Zstandard, `.zst`.
    Zstd,
}

impl Compression {
    /// The compression that a file name ends in.
    pub fn of_name(name: &str) -> Compression {
        let name = name.to_ascii_lowercase();
        match name.rsplit_once('.') {
            Some((_, "gz")) => Compression::Gzip,
            Some((_, "zst")) => Compression::Zstd,
            _ => Compression::None,
        }
    }
}

/// The delimiter that a file name settles: a tab for `.tsv` and `.tab`.
pub fn delimiter_of_name(name: &str) -> Option<u8> {
    matches!(extension(name).as_str(), "tsv" | "tab").then_some(b'\t')
}

/// The last extension in lower case, those of compression aside.
fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_owned())
}
