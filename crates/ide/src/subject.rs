//! What every feature is asked about.

use autoscale_catalog::Profile;
use autoscale_lint::Analysis;

use crate::Evaluation;

/// A formula and what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The formula; in a host file without the host's spelling.
    pub text: &'a str,
    /// What `text` was analysed to.
    pub analysis: &'a Analysis,
    /// How the service is taken to behave.
    pub profile: &'a Profile,
    /// What the formula does under the snapshot that the user has chosen.
    pub run: Option<&'a Evaluation>,
}
