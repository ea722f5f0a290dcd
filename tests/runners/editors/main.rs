//! What the editors' files take from our tables is fresh. After a change run
//! `UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors`.

// The attribute tells clippy that the helpers, too, are tests.
#[cfg(test)]
mod fresh;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod names;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod snippets;
