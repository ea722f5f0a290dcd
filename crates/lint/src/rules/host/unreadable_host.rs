//! AS605: a host file that is broken in its own language.

use autoscale_base::rule;

rule! {
    /// ## What it does
    /// Finds files that cannot be read as the language that their extension
    /// names: an unclosed brace in Terraform, a missing comma in JSON, a YAML
    /// alias that is never defined.
    ///
    /// ## Why it matters
    /// Formulas near the mistake may be missed, and the file does not deploy
    /// either. The rest of the run goes on.
    ///
    /// ## Example
    /// ```json
    /// {"autoScaleFormula": "$TargetDedicatedNodes = 1;"
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {"autoScaleFormula": "$TargetDedicatedNodes = 1;"}
    /// ```
    /// or name the file under `exclude` in `autoscale.toml`.
    ///
    /// ## Evidence
    /// The grammar of the host's language.
    pub(crate) static UNREADABLE_HOST = ("AS605", "unreadable-host", Warning, label "reading stopped here", since "0.1.0");
}
