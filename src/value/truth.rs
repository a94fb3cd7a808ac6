//! True, false or unknown.

use std::fmt;

/// The three truth values of Kleene's strong logic, which are also SQL's.
///
/// Source: S. C. Kleene, *Introduction to Metamathematics*, 1952, § 64.
///
/// ```
/// use qualify::value::Truth::{False, True, Unknown};
/// assert_eq!(Unknown.and(False), False);
/// assert_eq!(Unknown.or(True), True);
/// assert_eq!(!Unknown, Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// It cannot be told, for want of data.
    Unknown,
}

impl Truth {
    /// False if either side is false, true if both are true, else unknown.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// True if either side is true, false if both are false, else unknown.
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// False if any of them is false, true if all are true, else unknown. What stands behind one that is false is not asked.
    ///
    /// ```
    /// use qualify::value::Truth::{self, False, True, Unknown};
    /// assert_eq!(Truth::all([True, Unknown, False]), False);
    /// assert_eq!(Truth::all([]), True);
    /// ```
    pub fn all(of: impl IntoIterator<Item = Truth>) -> Truth {
        let mut all = Truth::True;
        for truth in of {
            all = all.and(truth);
            if all == Truth::False {
                break;
            }
        }
        all
    }

    /// True if any of them is true, false if all are false, else unknown. What stands behind one that is true is not asked.
    ///
    /// ```
    /// use qualify::value::Truth::{self, False, True, Unknown};
    /// assert_eq!(Truth::any([False, Unknown, True]), True);
    /// assert_eq!(Truth::any([]), False);
    /// ```
    pub fn any(of: impl IntoIterator<Item = Truth>) -> Truth {
        let mut any = Truth::False;
        for truth in of {
            any = any.or(truth);
            if any == Truth::True {
                break;
            }
        }
        any
    }

    /// True once `count` of them are true, false once that many can no longer be, else unknown.
    ///
    /// ```
    /// use qualify::value::Truth::{self, False, True, Unknown};
    /// assert_eq!(Truth::at_least(2, [True, Unknown, False]), Unknown);
    /// assert_eq!(Truth::at_least(2, [True, Unknown, True]), True);
    /// ```
    pub fn at_least(count: usize, of: impl IntoIterator<Item = Truth>) -> Truth {
        let (mut surely, mut possibly) = (0, 0);
        for truth in of {
            surely += usize::from(truth == Truth::True);
            possibly += usize::from(truth != Truth::False);
        }
        if surely >= count {
            Truth::True
        } else if possibly < count {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Unknown where nothing is known.
    pub fn from_option(known: Option<bool>) -> Truth {
        known.map_or(Truth::Unknown, Truth::from)
    }

    /// Whether it is true; unknown is not.
    pub fn is_true(self) -> bool {
        self == Truth::True
    }

    /// Whether it is true or false.
    pub fn is_known(self) -> bool {
        self != Truth::Unknown
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        })
    }
}
