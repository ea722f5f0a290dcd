//! How much formula there may be.

/// The longest formula that the service accepts, in Unicode scalar values.
/// Source: the service's error text "An automatic scaling formula is too long.
/// The maximum length is 8192 characters." in the Azure SDKs.
pub const MAX_CHARACTERS: usize = 8192;

/// The most statements that the service accepts. Source: the documents ("can
/// include … up to 100 statements that are separated by semicolons").
pub const MAX_STATEMENTS: usize = 100;

/// The deepest nesting of brackets, calls, unary operators and ternaries that
/// a tree has. The service's own limit is not known; this one lets every later
/// pass recurse without fear.
pub const MAX_DEPTH: u32 = 100;

/// The longest text that is parsed at all, in bytes: far above what the
/// service takes, and far below what spans can address.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// The most findings that one formula gets. Nobody reads more, and a text that
/// is no formula at all would have one for every other byte.
pub(crate) const MAX_FINDINGS: usize = 200;

/// So many statements with a syntax error are mended; what follows them is not
/// looked at.
pub(crate) const MAX_MENDED: usize = 1000;
