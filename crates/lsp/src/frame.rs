//! Cuts the bytes of the client into message bodies. A header that is no header
//! costs only itself: reading goes on at the next one.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// No document that we would read makes a longer message.
const LONGEST_BODY: usize = 256 << 20;
/// No client sends longer headers.
const LONGEST_HEADERS: usize = 4 << 10;
const LENGTH: &[u8] = b"content-length:";

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// Bytes that are no message were passed over.
    Garbage,
}

/// Reads frames from a stream of bytes.
pub(crate) struct Frames<R> {
    input: R,
    buffer: Vec<u8>,
    /// Bytes of the buffer that are done with.
    done: usize,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub(crate) const fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            done: 0,
        }
    }

    /// The next frame; `None` at the end of the stream. May be dropped while it
    /// waits without losing a byte.
    pub(crate) async fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match headers(self.unread()) {
                Headers::Incomplete => {}
                Headers::Bad { skip } => {
                    self.done += skip;
                    return Ok(Some(Frame::Garbage));
                }
                Headers::Body { start, len } => {
                    if let Some(body) = self.unread().get(start..start + len) {
                        if let Some(next) = header_in(body) {
                            self.done += start + next;
                            return Ok(Some(Frame::Garbage));
                        }
                        let body = body.to_vec();
                        self.done += start + len;
                        return Ok(Some(Frame::Body(body)));
                    }
                }
            }
            if !self.fill().await? {
                let rest = !self.unread().iter().all(u8::is_ascii_whitespace);
                self.done = self.buffer.len();
                return Ok(rest.then_some(Frame::Garbage));
            }
        }
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.done..).unwrap_or_default()
    }

    /// Reads more; false at the end of the stream.
    async fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.done);
        self.done = 0;
        self.buffer.reserve(8 << 10);
        Ok(self.input.read_buf(&mut self.buffer).await? > 0)
    }
}

enum Headers {
    /// More has to be read.
    Incomplete,
    /// So many bytes are no headers.
    Bad { skip: usize },
    /// A body follows.
    Body { start: usize, len: usize },
}

/// Reads the headers that `bytes` start with.
fn headers(bytes: &[u8]) -> Headers {
    let Some((lines, start)) = end_of_headers(bytes) else {
        return if bytes.len() > LONGEST_HEADERS {
            skip(bytes, 1)
        } else {
            Headers::Incomplete
        };
    };
    let mut lengths = lines.split(|&byte| byte == b'\n').filter_map(length);
    match (lengths.next(), lengths.next()) {
        (Some(Ok(len)), None) if len <= LONGEST_BODY => Headers::Body { start, len },
        // Behind the rest of a body that is longer than was said, a header may
        // stand in the middle of a line.
        (None, _) => skip(bytes, 1),
        _ => skip(bytes, start),
    }
}

/// Where the next message begins in a body that is shorter than was said: one
/// that ends in the middle of that message, perhaps of its first word.
fn header_in(body: &[u8]) -> Option<usize> {
    let text = body.trim_ascii();
    if text.ends_with(b"}") || text.ends_with(b"]") {
        return None;
    }
    let mut windows = body.windows(LENGTH.len());
    let whole = windows.position(|window| window.eq_ignore_ascii_case(LENGTH));
    whole.or_else(|| {
        let cut = |&at: &usize| {
            let rest = body.get(at..).unwrap_or_default();
            let start = LENGTH.get(..rest.len()).unwrap_or_default();
            rest.eq_ignore_ascii_case(start)
        };
        (body.len().saturating_sub(LENGTH.len())..body.len()).find(cut)
    })
}

/// Headers end with an empty line: what stands before, and where the rest
/// starts.
fn end_of_headers(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let head = bytes.get(..LONGEST_HEADERS).unwrap_or(bytes);
    let at = head.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((bytes.get(..at)?, at + 4))
}

/// The value of a `Content-Length` line; `None` for other lines.
fn length(line: &[u8]) -> Option<Result<usize, ()>> {
    let (name, value) = line.split_at_checked(LENGTH.len())?;
    let value = || std::str::from_utf8(value).ok()?.trim().parse().ok();
    name.eq_ignore_ascii_case(LENGTH).then(|| value().ok_or(()))
}

/// Passes over `least` bytes and everything up to the next header of a length.
fn skip(bytes: &[u8], least: usize) -> Headers {
    let behind = bytes.get(least..).unwrap_or_default();
    let is_length = |window: &[u8]| window.eq_ignore_ascii_case(LENGTH);
    let next = behind.windows(LENGTH.len()).position(is_length);
    // Without one, the last bytes may be the first of one.
    let kept = behind.len().saturating_sub(LENGTH.len() - 1);
    Headers::Bad {
        skip: least + next.unwrap_or(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &[u8]) -> Vec<Frame> {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let mut reader = Frames::new(input);
            let mut frames = Vec::new();
            while let Some(frame) = reader.next().await.unwrap() {
                frames.push(frame);
            }
            frames
        })
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.into())
    }

    #[test]
    fn bodies_are_cut_by_their_length() {
        let input =
            b"Content-Length: 2\r\n\r\n{}content-length:4\r\nContent-Type: x\r\n\r\n\"a\"\n";
        assert_eq!(frames(input), [body("{}"), body("\"a\"\n")]);
    }

    #[test]
    fn a_bad_header_costs_only_itself() {
        for bad in [
            "Content-Length: x\r\n\r\n",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Content-Length: 999999999999\r\n\r\n",
            "Nonsense\r\n\r\n",
            "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        ] {
            let input = format!("{bad}Content-Length: 2\r\n\r\n{{}}");
            let frames = frames(input.as_bytes());
            assert_eq!(frames.last(), Some(&body("{}")), "{bad}");
            assert!(frames.contains(&Frame::Garbage), "{bad}");
        }
    }

    #[test]
    fn a_wrong_length_costs_no_other_message() {
        for wrong in [1, 3, 9, 40] {
            let input = format!(
                "Content-Length: {wrong}\r\n\r\n{{\"a\":1}}\
                 Content-Length: 43\r\n\r\n{{\"this\": \"is longer than the wrong length\"}}\
                 Content-Length: 2\r\n\r\n{{}}"
            );
            let frames = frames(input.as_bytes());
            let whole = body("{\"this\": \"is longer than the wrong length\"}");
            assert!(frames.contains(&whole), "{wrong}: {frames:?}");
            assert_eq!(frames.last(), Some(&body("{}")), "{wrong}");
        }
    }

    #[test]
    fn a_cut_message_at_the_end_is_garbage() {
        assert_eq!(frames(b"Content-Length: 5\r\n\r\n{}"), [Frame::Garbage]);
        assert_eq!(frames(b"\r\n"), []);
    }
}
