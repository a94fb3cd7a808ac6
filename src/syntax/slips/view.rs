//! A broken statement as the recognisers see it: its tokens, and what stands around each.

use super::declared::Declared;
use crate::source::Span;
use crate::syntax::segment::{Context, Segment};
use crate::syntax::tokens::{Kind, Token, Tokens};

/// The tokens of a broken statement, and of the statement before it where it stands on the same line.
pub(in crate::syntax) struct View<'t> {
    /// The text that was parsed.
    pub text: &'t str,
    /// The tokens, without comments.
    pub tokens: Vec<Token>,
    /// The first token that could not be read.
    pub first: usize,
    /// What was to be read.
    pub context: Context,
    /// Whether a block follows.
    pub block: bool,
    /// The statement before it in the same block.
    after: Option<Span>,
    /// What the text declares.
    pub(super) declared: &'t Declared<'t>,
    /// Whether there are more tokens than anyone would write in a statement.
    pub cut: bool,
}

/// How many tokens of a statement are looked at.
const MOST: usize = 400;

impl<'t> View<'t> {
    pub(in crate::syntax) fn new(text: &'t str, segment: &Segment, declared: &'t Declared<'t>) -> Self {
        let start = segment.start(text);
        let tokens: Vec<Token> = Tokens::new(text, start)
            .take_while(|token| token.span.start < segment.span.end)
            .filter(|token| token.kind != Kind::Comment)
            .take(MOST)
            .collect();
        let cut = tokens.len() == MOST;
        let first = tokens.partition_point(|token| token.span.start < segment.span.start);
        View {
            text,
            tokens,
            first,
            context: segment.context,
            block: segment.block.is_some(),
            after: segment.after,
            declared,
            cut,
        }
    }

    /// What is written at a token; nothing past the last one.
    pub(in crate::syntax) fn written(&self, at: usize) -> &'t str {
        self.span(at).of(self.text)
    }

    /// Where a token stands; past the last one, where the last one ends.
    pub(in crate::syntax) fn span(&self, at: usize) -> Span {
        match self.tokens.get(at) {
            Some(token) => token.span,
            None => self.tokens.last().map_or(Span::default(), |last| Span::new(last.span.end, last.span.end)),
        }
    }

    /// From one token to another, both included.
    pub(super) fn spans(&self, from: usize, to: usize) -> Span {
        self.span(from).to(self.span(to))
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether the token is that word or sign.
    pub(super) fn is(&self, at: usize, written: &str) -> bool {
        self.written(at) == written && matches!(self.kind(at), Some(Kind::Word | Kind::Sign))
    }

    /// Whether the token is that word, in capitals or not.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(Kind::Word) && self.written(at).eq_ignore_ascii_case(word)
    }

    /// Whether the tokens from there on are these words, in capitals or not.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is_word(at + offset, word))
    }

    /// The word in small letters; nothing where it is no word.
    pub(super) fn word(&self, at: usize) -> String {
        if self.kind(at) == Some(Kind::Word) { self.written(at).to_ascii_lowercase() } else { String::new() }
    }

    /// Whether nothing stands between the token and the one before it.
    pub(super) fn touches_previous(&self, at: usize) -> bool {
        at > 0 && self.span(at - 1).end == self.span(at).start
    }

    /// Whether the token begins its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        at == 0 || Span::new(self.span(at - 1).end, self.span(at).start).of(self.text).contains('\n')
    }

    /// The token before, if there is one.
    pub(super) fn before(&self, at: usize) -> &'t str {
        if at == 0 { "" } else { self.written(at - 1) }
    }

    /// Whether a value can end with the token: a name, a literal, a closing bracket.
    pub(super) fn ends_value(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Word) => !is_keyword(self.written(at)) || is_literal_word(self.written(at)),
            Some(Kind::Sign) => matches!(self.written(at), ")" | "]"),
            Some(_) => true,
            None => false,
        }
    }

    /// What a comparison at a token compares: a field, or what is taken of a list, with its `where (...)`.
    pub(super) fn subject(&self, at: usize) -> Option<&'t str> {
        let last = at.checked_sub(1)?;
        let mut first = last;
        if self.is(last, ")") {
            let open = (0..last).rev().find(|open| self.is(*open, "(") && self.closing(*open) == Some(last))?;
            first = open.checked_sub(2).filter(|_| self.is_word(open - 1, "where"))?;
        }
        if self.before(first) == "of" {
            let of = first - 1;
            let picked =
                matches!(self.before(of.saturating_sub(1)), "latest" | "earliest" | "highest" | "lowest" | "sum");
            first = of.checked_sub(if picked { 2 } else { 1 })?;
        }
        if self.before(first) == "since" && first > 1 && self.is(first - 2, "days") {
            first -= 2;
        }
        Some(self.spans(first, last).of(self.text))
    }

    /// The condition of the rule before the statement.
    pub(super) fn condition_before(&self) -> Option<&'t str> {
        let rule = self.after?.of(self.text);
        let condition = rule.strip_prefix("when ")?;
        let end = condition.find(" then ")?;
        condition.get(..end).map(str::trim).filter(|condition| condition.len() < 200 && !condition.contains('\n'))
    }

    /// Whether the statement is a rule, which says what it gives after `then`.
    pub(super) fn is_rule(&self) -> bool {
        matches!(self.keyword().as_str(), "when" | "if" | "for")
    }

    /// The first word of the statement.
    pub(super) fn keyword(&self) -> String {
        self.word(0)
    }

    /// Whether it begins with a word that begins no statement here, nor one that other languages or a slip of the pen would
    /// put there.
    pub(super) fn is_foreign(&self) -> bool {
        const STATEMENTS: [&str; 28] = [
            "when",
            "if",
            "else",
            "elif",
            "elseif",
            "elsif",
            "otherwise",
            "by",
            "group",
            "first",
            "score",
            "label",
            "ladder",
            "define",
            "list",
            "lead",
            "test",
            "use",
            "ruleset",
            "timezone",
            "blank",
            "disqualify",
            "for",
            "foreach",
            "each",
            "every",
            "default",
            "unless",
        ];
        let word = self.written(0);
        self.context == Context::Item
            && self.first == 0
            && self.kind(0) == Some(Kind::Word)
            && !STATEMENTS.iter().any(|known| {
                known.eq_ignore_ascii_case(word) || *known != "for" && crate::syntax::words::is_close(word, known)
            })
            && !(self.is_word(1, "each") && crate::syntax::words::is_close(word, "for"))
    }

    /// Where the word stands, from a token on.
    pub(super) fn find(&self, from: usize, word: &str) -> Option<usize> {
        (from..self.tokens.len()).find(|at| self.is_word(*at, word))
    }

    /// Whether a word stands there that is nearly that one.
    pub(super) fn find_close(&self, word: &str) -> bool {
        (1..self.tokens.len()).any(|at| {
            self.kind(at) == Some(Kind::Word)
                && !is_keyword(self.written(at))
                && crate::syntax::words::is_close(self.written(at), word)
        })
    }

    /// Where the sign stands first.
    pub(super) fn find_sign(&self, sign: &str) -> Option<usize> {
        (0..self.tokens.len()).find(|at| self.is(*at, sign))
    }

    /// The closing bracket that belongs to an opening one.
    pub(super) fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..self.tokens.len() {
            if self.kind(at) != Some(Kind::Sign) {
                continue;
            }
            match self.written(at) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// How many brackets are open before a token.
    pub(super) fn depth(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for token in self.tokens.iter().take(at).filter(|token| token.kind == Kind::Sign) {
            match token.span.of(self.text) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        depth
    }
}

/// The words that the language keeps for itself.
pub(crate) const RESERVED: [&str; 16] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "when",
    "then",
    "because",
    "otherwise",
    "unknown",
    "known",
    "other",
    "yes",
    "no",
    "today",
    "disqualified",
];

/// Words that end a run of words that may be a name with spaces: of this language and of others.
const STOP: &[&str] = &[
    "contains",
    "contain",
    "starts",
    "ends",
    "within",
    "where",
    "per",
    "losing",
    "up",
    "since",
    "between",
    "like",
    "matches",
    "equals",
    "exists",
    "exist",
    "before",
    "after",
    "older",
    "newer",
    "includes",
    "include",
    "startswith",
    "starts_with",
    "endswith",
    "ends_with",
    "begins",
    "does",
    "doesn",
    "if",
    "else",
    "elif",
    "elseif",
    "elsif",
    "from",
    "needs",
    "ilike",
    "regex",
    "regexp",
    "equal",
    "eq",
    "isnull",
    "has",
    "max",
];

/// Whether a word is one of the language or of another, and so no part of a name with spaces.
pub(super) fn is_keyword(word: &str) -> bool {
    is_reserved(word) || STOP.iter().any(|stop| stop.eq_ignore_ascii_case(word))
}

/// Whether the language keeps the word for itself, in capitals or not.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(word))
}

fn is_literal_word(word: &str) -> bool {
    ["yes", "no", "today", "disqualified", "known", "unknown"].contains(&word)
}
