//! JSON objects: one a line, in a list, or one after the other.

use super::bytes::Bytes;
use super::error::ReadError;
use super::input::Input;
use super::object::RawMembers;
use super::problem::{Problem, excerpt};
use super::reader::{MAX_RECORD, Outcome};
use super::record::Record;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How deep lists and objects may be nested in a record.
const MAX_DEPTH: usize = 100;

/// Where the records stand.
enum Layout {
    /// One a line.
    Lines,
    /// In a list that began in this line.
    List { line: u64, first: bool },
    /// One after the other, over any number of lines.
    Sequence,
    /// The list is closed.
    Over,
}

/// Reads objects.
pub(super) struct JsonReader {
    input: Input,
    layout: Layout,
    /// The text of the present record.
    raw: Vec<u8>,
    /// Whether a record was read.
    begun: bool,
}

impl JsonReader {
    /// A file with an object a line, or a single one over several lines.
    pub fn lines(input: Input) -> JsonReader {
        let layout = if spread(input.head()) { Layout::Sequence } else { Layout::Lines };
        JsonReader { input, layout, raw: Vec::new(), begun: false }
    }

    /// A file with a list of objects, or with objects one after the other.
    pub fn document(mut input: Input) -> Result<JsonReader, ReadError> {
        let layout = match next_token(&mut input)? {
            Some(b'[') => {
                let line = input.line();
                input.advance(1);
                Layout::List { line, first: true }
            }
            _ => Layout::Sequence,
        };
        Ok(JsonReader { input, layout, raw: Vec::new(), begun: false })
    }

    /// The file's name as messages show it.
    pub fn file(&self) -> String {
        self.input.file.clone()
    }

    /// Reads on to see whether a compressed file is sound.
    pub fn check_rest(&mut self) -> Result<(), ReadError> {
        self.input.check_rest()
    }

    /// The next object.
    pub fn read(&mut self, record: &mut Record) -> Result<Outcome, ReadError> {
        let line = match self.layout {
            Layout::Lines => self.take_line()?,
            Layout::Sequence => self.take_value(true)?,
            Layout::List { line, first } => {
                self.layout = Layout::List { line, first: false };
                self.take_element(line, first)?
            }
            Layout::Over => None,
        };
        let Some(line) = line else { return Ok(Outcome::End) };
        let is_first = !std::mem::replace(&mut self.begun, true);
        Ok(match object(&self.raw, line, record) {
            Ok(()) => {
                if let Some(member) =
                    only_list(record).filter(|_| is_first && !matches!(self.layout, Layout::List { .. }))
                    && next_token(&mut self.input)?.is_none()
                {
                    let member = excerpt(member.as_bytes(), 60);
                    return Err(ReadError::Inside { file: self.file(), member });
                }
                Outcome::Record
            }
            Err(problem) => Outcome::Bad { line, problem, raw: self.raw.clone() },
        })
    }

    /// Takes the next line that is not blank, and says which it is.
    fn take_line(&mut self) -> Result<Option<u64>, ReadError> {
        let line_end = self.input.line_end();
        loop {
            let line = self.input.line();
            self.raw.clear();
            loop {
                let bytes = self.input.fill()?;
                let end = bytes.iter().position(|byte| *byte == line_end);
                let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
                let taken = part.len() + usize::from(end.is_some());
                self.raw.extend_from_slice(part);
                self.input.advance(taken);
                if end.is_some() || taken == 0 {
                    break;
                }
                self.check_length(line)?;
            }
            if self.raw.last() == Some(&b'\r') {
                self.raw.pop();
            }
            if !self.raw.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
            if self.input.fill()?.is_empty() {
                return Ok(None);
            }
        }
    }

    /// Takes the next element of a list and the comma before it.
    fn take_element(&mut self, list: u64, first: bool) -> Result<Option<u64>, ReadError> {
        let what = "the list";
        let mut token = next_token(&mut self.input)?;
        if token == Some(b',') && !first {
            self.input.advance(1);
            token = next_token(&mut self.input)?;
            if token == Some(b']') {
                return Err(self.separator("there is a comma too many before"));
            }
        } else if !matches!(token, None | Some(b']')) && !first {
            return Err(self.separator("a comma is missing before"));
        }
        match token {
            None => Err(ReadError::NeverClosed { file: self.file(), line: list, what }),
            Some(b']') => {
                self.input.advance(1);
                self.layout = Layout::Over;
                match next_token(&mut self.input)? {
                    None => Ok(None),
                    Some(_) => Err(self.separator("there is more after the end of the list:")),
                }
            }
            Some(b',') => Err(self.separator("there is a comma too many at")),
            Some(_) => self.take_value(false),
        }
    }

    fn separator(&self, what: &'static str) -> ReadError {
        let (file, line) = (self.file(), self.input.line());
        ReadError::Separator { file, line, what, excerpt: excerpt(self.input.head(), 20) }
    }

    /// Takes the next value, up to the bracket that closes it, or, where it has none, up to white space or a comma.
    fn take_value(&mut self, sequence: bool) -> Result<Option<u64>, ReadError> {
        self.raw.clear();
        let Some(_) = next_token(&mut self.input)? else { return Ok(None) };
        let line = self.input.line();
        let mut extent = Extent::default();
        loop {
            let bytes = self.input.fill()?;
            if bytes.is_empty() {
                if extent.is_open() {
                    let (file, what) = (self.file(), "the record");
                    return Err(ReadError::NeverClosed { file, line, what });
                }
                return Ok(Some(line));
            }
            let (taken, over) = extent.scan(bytes, sequence);
            self.raw.extend_from_slice(bytes.get(..taken).unwrap_or_default());
            self.input.advance(taken);
            if over {
                return Ok(Some(line));
            }
            self.check_length(line)?;
        }
    }

    fn check_length(&self, line: u64) -> Result<(), ReadError> {
        if self.raw.len() > MAX_RECORD {
            let file = self.file();
            return Err(ReadError::TooLong { file, line, megabytes: MAX_RECORD >> 20 });
        }
        Ok(())
    }
}

/// Passes over white space and gives the next byte, which is not taken; `None` at the end.
fn next_token(input: &mut Input) -> Result<Option<u8>, ReadError> {
    loop {
        let bytes = input.fill()?;
        let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some(byte) = bytes.get(blank).copied() {
            input.advance(blank);
            return Ok(Some(byte));
        }
        if blank == 0 {
            return Ok(None);
        }
        input.advance(blank);
    }
}

/// Where a value ends, told byte by byte.
#[derive(Default)]
struct Extent {
    depth: usize,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

impl Extent {
    fn is_open(&self) -> bool {
        self.depth > 0 || self.in_text
    }

    /// How many of the bytes belong to the value, and whether it ends with them.
    fn scan(&mut self, bytes: &[u8], sequence: bool) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_text {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' if self.begun && self.depth == 0 && sequence => return (at, true),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b']' if self.depth == 0 && self.begun => return (at, true),
                _ if self.depth == 0 && self.begun && byte.is_ascii_whitespace() => return (at, true),
                _ => {}
            }
            self.begun = true;
        }
        (bytes.len(), false)
    }
}

/// Whether the first object is spread over several lines: what stands in the first line is its mere beginning.
fn spread(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    let first = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let goes_on = matches!(first.trim_ascii_end().last(), Some(b'{' | b'[' | b','));
    goes_on && first.len() < start.len() && matches!(check(first), Err(error) if error.classify() == Category::Eof)
}

fn check(text: &[u8]) -> Result<&RawValue, serde_json::Error> {
    serde_json::from_slice(text)
}

/// Reads an object's members into a record.
fn object(raw: &[u8], line: u64, record: &mut Record) -> Result<(), Problem> {
    let text = std::str::from_utf8(raw).map_err(|_| Problem::NotUtf8)?;
    let found = match text.trim_ascii_start().as_bytes().first() {
        Some(b'{') => None,
        _ if check(raw).is_err() => Some("other text"),
        Some(b'[') => Some("a list"),
        Some(b'"') => Some("a text"),
        Some(b'-' | b'0'..=b'9') => Some("a number"),
        _ => Some("a bare word"),
    };
    if let Some(found) = found {
        return Err(Problem::NotAnObject { found, excerpt: excerpt(raw, 40) });
    }
    record.set_object(line);
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_map(Members(record)).and_then(|()| json.end());
    read.map_err(|error| not_json(text, line, &error))?;
    if let Some(name) = record.doubled() {
        return Err(Problem::DuplicateMember { name: excerpt(name.as_bytes(), 60) });
    }
    match record.members().any(|(_, raw)| too_deep(raw.as_bytes())) {
        true => Err(Problem::TooDeep { limit: MAX_DEPTH }),
        false => Ok(()),
    }
}

/// The name of the only member, where that is a list of objects.
fn only_list(record: &Record) -> Option<&str> {
    let mut members = record.members();
    let (name, raw) = members.next()?;
    let inner = raw.strip_prefix('[')?.trim_ascii_start();
    (inner.starts_with('{') && members.next().is_none()).then_some(name)
}

/// Whether a value is nested so deep that taking it apart could be trouble; reading it as raw text never is.
fn too_deep(raw: &[u8]) -> bool {
    if !matches!(raw.first(), Some(b'{' | b'[')) {
        return false;
    }
    let mut extent = Extent::default();
    raw.split_inclusive(|byte| matches!(byte, b'{' | b'[' | b'}' | b']')).any(|part| {
        extent.scan(part, false);
        extent.depth > MAX_DEPTH
    })
}

/// What the parser says, in words for people.
fn not_json(text: &str, line: u64, error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let reason = match said.split(" at line ").next().unwrap_or(&said) {
        _ if error.classify() == Category::Eof => "it ends too early",
        "key must be a string" => "a name must stand in double quotes",
        "expected value" => "a value is missing",
        "expected ident" => "a text must stand in double quotes",
        "trailing characters" => "more follows after its end",
        "trailing comma" => "there is a comma too many",
        "invalid escape" => "after a backslash stands what means nothing there",
        said if said.starts_with("control character") => "a text holds a line end or another control character",
        said => said,
    };
    let reason = reason.to_owned();
    let below = error.line().saturating_sub(1);
    let failed = text.lines().nth(below).unwrap_or("").as_bytes();
    let before = failed.get(..error.column()).unwrap_or(failed);
    let from = before.len().saturating_sub(30);
    let around = failed.get(from..(before.len() + 10).min(failed.len())).unwrap_or_default();
    let column = String::from_utf8_lossy(before).chars().count();
    Problem::NotJson { reason, line: line + below as u64, column, excerpt: excerpt(around, 40) }
}

/// Puts an object's members into a record, values as they are written.
struct Members<'a>(&'a mut Record);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        #[derive(Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
        while let Some((Name(name), value)) = map.next_entry::<Name, &RawValue>()? {
            self.0.push_member(&name, value.get());
        }
        Ok(())
    }
}
