//! Which node has room for a task: nodes by the number of their free slots.

use autoscale_pool::Pool;

/// Most slots of a node.
const MOST: usize = Pool::TOO_MANY_SLOTS as usize - 1;

/// Nodes by the number of their free slots. Every operation takes constant
/// time.
#[derive(Debug)]
pub(crate) struct FreeSlots {
    /// The nodes with that many free slots; those with none are nowhere.
    nodes: Vec<Vec<u32>>,
    /// For each node where it stands.
    places: Vec<Option<Place>>,
    /// A bit for each number of slots of which there are nodes.
    some: [u64; MOST / 64],
}

#[derive(Clone, Copy, Debug)]
struct Place {
    free: u32,
    index: u32,
}

impl FreeSlots {
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Vec::new(); MOST + 1],
            places: Vec::new(),
            some: [0; MOST / 64],
        }
    }

    /// Says that a node has that many free slots; with 0 it is not offered.
    pub(crate) fn set(&mut self, node: u32, free: u32) {
        let at = node as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, None);
        }
        if let Some(place) = self.places.get_mut(at).and_then(Option::take) {
            self.remove(place);
        }
        if free == 0 {
            return;
        }
        if let Some(nodes) = self.nodes.get_mut(free as usize) {
            let index = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            nodes.push(node);
            if let Some(place) = self.places.get_mut(at) {
                *place = Some(Place { free, index });
            }
            self.mark(free, true);
        }
    }

    fn remove(&mut self, place: Place) {
        let Some(nodes) = self.nodes.get_mut(place.free as usize) else {
            return;
        };
        nodes.swap_remove(place.index as usize);
        let moved = nodes.get(place.index as usize).copied();
        let empty = nodes.is_empty();
        if let Some(moved) = moved
            && let Some(Some(other)) = self.places.get_mut(moved as usize)
        {
            other.index = place.index;
        }
        if empty {
            self.mark(place.free, false);
        }
    }

    fn mark(&mut self, free: u32, some: bool) {
        let bit = free - 1;
        if let Some(word) = self.some.get_mut(bit as usize / 64) {
            let mask = 1 << (bit % 64);
            if some {
                *word |= mask;
            } else {
                *word &= !mask;
            }
        }
    }

    /// How many free slots a node is offered with.
    pub(crate) fn of(&self, node: u32) -> u32 {
        let place = self.places.get(node as usize).copied().flatten();
        place.map_or(0, |place| place.free)
    }

    /// A node with as few free slots as a task of `slots` fits in.
    pub(crate) fn fullest(&self, slots: u32) -> Option<u32> {
        let least = slots.max(1) - 1;
        let words = self.some.iter().enumerate();
        let fitting = words.skip(least as usize / 64).map(|(at, word)| {
            let below = least.saturating_sub(u32::try_from(at * 64).unwrap_or(u32::MAX));
            (at, word >> below << below)
        });
        let (at, word) = fitting.into_iter().find(|(_, word)| *word != 0)?;
        self.last(at * 64 + word.trailing_zeros() as usize + 1)
    }

    /// A node with as many free slots as there are, if the task fits in.
    pub(crate) fn emptiest(&self, slots: u32) -> Option<u32> {
        let free = self.most();
        (free >= slots.max(1)).then(|| self.last(free as usize))?
    }

    /// The most free slots of a node.
    #[inline]
    pub(crate) fn most(&self) -> u32 {
        let [a, b, c, d] = self.some;
        let words = [(192, d), (128, c), (64, b), (0, a)];
        let top = words.into_iter().find(|&(_, word)| word != 0);
        top.map_or(0, |(below, word)| below + 64 - word.leading_zeros())
    }

    /// How many nodes have one free slot: those that are idle, of nodes with
    /// one slot.
    #[inline]
    pub(crate) fn of_one_slot(&self) -> u32 {
        let nodes = self.nodes.get(1).map_or(0, Vec::len);
        u32::try_from(nodes).unwrap_or(u32::MAX)
    }

    fn last(&self, free: usize) -> Option<u32> {
        self.nodes.get(free)?.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the two searches mean, the slow way.
    #[test]
    fn it_agrees_with_a_plain_list() {
        let mut slots = FreeSlots::new();
        let mut plain = [0_u32; 40];
        let mut state = 1_u32;
        for _ in 0..20_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (node, free) = ((state >> 8) % 40, (state >> 16) % 257);
            slots.set(node, free);
            plain[node as usize] = free;
            let wanted = 1 + (state >> 4) % 256;
            let most = plain.iter().copied().max().unwrap();
            let tightest = plain.iter().copied().filter(|&it| it >= wanted).min();
            let free_of = |node: Option<u32>| node.map(|node| plain[node as usize]);
            assert_eq!(slots.most(), most);
            assert_eq!(free_of(slots.fullest(wanted)), tightest);
            let widest = (most >= wanted).then_some(most);
            assert_eq!(free_of(slots.emptiest(wanted)), widest);
        }
    }
}
