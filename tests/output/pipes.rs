//! A closed pipe is quiet, a full disk is not; and what is cleaned before it is shown.

use clap::ValueEnum;
use qualify::cli::output::deliver;
use qualify::cli::report::{Checked, ReportFormat, report};
use qualify::cli::style::{ColorWhen, Look, clean, clean_in_place, clean_line};
use qualify::diagnostic::{Finding, Name};
use qualify::source::{Place, Source, Sources, Span};
use std::io::{self, ErrorKind, Write};

/// Takes so many bytes, then fails.
struct Full {
    left: usize,
    then: ErrorKind,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(self.then.into());
        }
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_quiet_and_a_full_disk_an_error() {
    let write = |left, then| deliver(Full { left, then }, |out| out.write_all(&[b'x'; 20_000]).map(|()| "done"));
    assert_eq!(write(20_000, ErrorKind::StorageFull).expect("it fits"), Some("done"));
    assert_eq!(write(100, ErrorKind::BrokenPipe).expect("quiet"), None);
    assert_eq!(write(100, ErrorKind::StorageFull).expect_err("full").kind(), ErrorKind::StorageFull);
    // The error comes only as the buffer is emptied at the end.
    let late = deliver(Full { left: 2, then: ErrorKind::StorageFull }, |out| out.write_all(b"abc"));
    assert_eq!(late.expect_err("full").kind(), ErrorKind::StorageFull);
}

#[test]
fn every_report_hands_on_why_it_could_not_be_written() {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.qual", "when a then 1\n"));
    let place = Place { file, span: Span::new(12, 13) };
    let findings = [Finding::new(Name::OperatorSpacing, place, "points have a sign")];
    let checked = [Checked { file: "a.qual", sources: &sources, findings: &findings }];
    for format in ReportFormat::value_variants() {
        for then in [ErrorKind::BrokenPipe, ErrorKind::StorageFull] {
            let error = report(*format, &checked, Look::PLAIN, &mut Full { left: 10, then }).expect_err("full");
            assert_eq!(error.kind(), then, "{format:?}");
        }
    }
}

#[test]
fn the_option_has_the_last_word_on_colours() {
    let (file, buffer) = (tempfile::tempfile().expect("a file"), Vec::new());
    assert!(ColorWhen::Always.colours(&file) && ColorWhen::Always.colours(&buffer));
    assert!(!ColorWhen::Never.colours(&file) && !ColorWhen::Never.colours(&buffer));
}

#[test]
fn cleaned_text() {
    for (text, cleaned) in [
        ("plain é 漢\tok\n", "plain é 漢\tok\n"),
        ("a\u{1b}[31mb", "a\u{FFFD}[31mb"),
        ("a\u{9b}b\u{7f}c\u{0}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
        ("admin\u{202e}txt\u{2066}", "admin\u{FFFD}txt\u{FFFD}"),
        ("a\rb\u{2028}c", "a\u{FFFD}b\u{FFFD}c"),
    ] {
        assert_eq!(clean(text), cleaned);
        assert_eq!(clean_in_place(text).len(), text.len());
    }
    assert_eq!(clean_line("two\r\n\tlines\u{1b}"), "two lines\u{FFFD}");
    assert_eq!(clean_in_place("a\u{1b}\u{9b}\u{202e}\r\nb\rc"), "a?·\u{FFFD}\r\nb?c");
}
