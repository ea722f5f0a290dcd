//! AS514: a comment that ignores nothing. The check is a by-product of
//! ignoring; see [`crate::suppress`].

use autoscale_base::rule;

rule! {
    /// ## What it does
    /// Finds `// autoscale: ignore[…]` and `// autoscale: ignore-file[…]`
    /// comments that ignore no finding, that name a rule which does not exist,
    /// or that are misspelt.
    ///
    /// `ignore` is about findings on its own line, or on the next one when it
    /// stands alone; where a statement begins on that line, about the whole
    /// statement. `ignore-file` is about the whole formula. In brackets stand
    /// codes, prefixes of codes and names, such as `[AS201, AS5, no-target]`;
    /// without brackets every rule is meant. Text behind the bracket is a
    /// reason. Syntax errors (AS0xx) cannot be ignored: the service refuses the
    /// formula all the same.
    ///
    /// ## Why it matters
    /// A comment that ignores nothing today hides the mistake of tomorrow.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = 1; // autoscale: ignore[AS303]
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = 1;
    /// ```
    ///
    /// ## Evidence
    /// A rule of this tool about its own comments.
    pub(crate) static UNUSED_SUPPRESSION = ("AS514", "unused-suppression", Info, label "ignores nothing", since "0.1.0");
}
