//! What is half written when somebody presses Ctrl-C is removed: a part of a
//! timeline must not be taken for the whole.

use std::process;

use autoscale_workspace::discard_unfinished;

/// What shells report of a process that SIGINT has ended.
const INTERRUPTED: i32 = 130;

/// From now on an interrupt leaves nothing behind.
pub(super) fn clean_up() {
    // Without a handler the process just ends, and hidden files stay.
    let _ = ctrlc::set_handler(|| {
        discard_unfinished();
        process::exit(INTERRUPTED);
    });
}
