//! What `embed` reads in a host file is what the host's own interpreter reads
//! there: literals of every style, written as people would and as nobody would.

// The attribute tells clippy that the helpers, too, are tests.
#[cfg(test)]
mod bash;
#[cfg(test)]
mod differential;
#[cfg(test)]
mod interpreter;
#[cfg(test)]
mod json;
#[cfg(test)]
mod pieces;
#[cfg(test)]
mod python;
#[cfg(test)]
mod yaml;
