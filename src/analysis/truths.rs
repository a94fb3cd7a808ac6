//! Sets of truth values: how a condition may still come out when not everything is settled.

use crate::value::Truth;

/// Some of true, false and unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Truths(u8);

impl Truths {
    /// None of them.
    pub const NONE: Truths = Truths(0);
    /// Only true.
    pub const TRUE: Truths = Truths(1);
    /// Only false.
    pub const FALSE: Truths = Truths(2);
    /// Only unknown.
    pub const UNKNOWN: Truths = Truths(4);
    /// False or unknown.
    pub const NOT_TRUE: Truths = Truths(6);
    /// True or unknown.
    pub const NOT_FALSE: Truths = Truths(5);
    /// True or false.
    pub const KNOWN: Truths = Truths(3);
    /// All of them.
    pub const ALL: Truths = Truths(7);

    /// Only that one.
    pub fn only(truth: Truth) -> Truths {
        match truth {
            Truth::True => Truths::TRUE,
            Truth::False => Truths::FALSE,
            Truth::Unknown => Truths::UNKNOWN,
        }
    }

    /// Those of either.
    pub fn or_of(self, other: Truths) -> Truths {
        Truths(self.0 | other.0)
    }

    /// Those of both.
    pub fn common(self, other: Truths) -> Truths {
        Truths(self.0 & other.0)
    }

    /// Those that are not in it.
    pub fn others(self) -> Truths {
        Truths(!self.0 & Truths::ALL.0)
    }

    /// Whether the two have any in common.
    pub fn meets(self, other: Truths) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of it is in the other.
    pub fn is_within(self, other: Truths) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether it is a single one.
    pub fn is_settled(self) -> bool {
        self.0.count_ones() == 1
    }

    fn when(self, holds: bool) -> Truths {
        if holds { self } else { Truths::NONE }
    }

    /// What two conditions may come to, joined by `and`.
    pub fn and(self, other: Truths) -> Truths {
        let unknown = (self.meets(Truths::UNKNOWN) && other.meets(Truths::NOT_FALSE))
            || (other.meets(Truths::UNKNOWN) && self.meets(Truths::NOT_FALSE));
        Truths::TRUE
            .when(self.meets(Truths::TRUE) && other.meets(Truths::TRUE))
            .or_of(Truths::FALSE.when(self.meets(Truths::FALSE) || other.meets(Truths::FALSE)))
            .or_of(Truths::UNKNOWN.when(unknown))
    }

    /// What two conditions may come to, joined by `or`.
    pub fn or(self, other: Truths) -> Truths {
        self.not().and(other.not()).not()
    }

    /// What the opposite may come to.
    #[expect(clippy::should_implement_trait, reason = "it stands beside `and` and `or`, which are no operators either")]
    pub fn not(self) -> Truths {
        Truths((self.0 & Truths::UNKNOWN.0) | ((self.0 & 1) << 1) | ((self.0 & 2) >> 1))
    }

    /// What `at least so many of` conditions may come to.
    pub fn at_least(count: usize, of: impl IntoIterator<Item = Truths>) -> Truths {
        // How many must be true, cannot be false, may be unknown, may be true; and how many are true or false, but not unknown.
        let (mut must, mut not_false, mut unknown, mut may, mut either) = (0, 0, 0, 0, 0);
        for one in of {
            must += usize::from(one == Truths::TRUE);
            not_false += usize::from(!one.meets(Truths::FALSE));
            unknown += usize::from(one.meets(Truths::UNKNOWN));
            may += usize::from(one.meets(Truths::TRUE));
            either += usize::from(one == Truths::KNOWN);
        }
        // As few as can be are true, and still so many are not false.
        let true_too = count.saturating_sub(must + unknown);
        Truths::TRUE
            .when(may >= count)
            .or_of(Truths::FALSE.when(not_false < count))
            .or_of(Truths::UNKNOWN.when(true_too <= either && must + true_too < count))
    }

    /// What it may come to whether a condition is one of some truth values.
    pub fn is_one_of(self, wanted: Truths) -> Truths {
        Truths::TRUE.when(self.meets(wanted)).or_of(Truths::FALSE.when(self.meets(wanted.others())))
    }
}
