//! `percentile(values, percent)`: "the percentile element of the vector". The
//! documentation names neither the method nor the scale.

use autoscale_catalog::Function;
use autoscale_catalog::profile::{NanPercentile, Percentile, Profile};

use super::aggregate::of_nothing;
use crate::Fault;

/// The percentile element of `values`, which are sorted in place to find it.
///
/// A percentage outside the scale counts as the nearer end; a NaN percentage
/// gives NaN.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn percentile(values: &mut [f64], percent: f64, profile: &Profile) -> Result<f64, Fault> {
    if values.is_empty() {
        return of_nothing(Function::Percentile, profile);
    }
    let has_nan = values.iter().any(|value| value.is_nan());
    if percent.is_nan() || (has_nan && profile.nan_percentile == NanPercentile::Propagate) {
        return Ok(f64::NAN);
    }
    values.sort_unstable_by(|a, b| a.is_nan().cmp(&b.is_nan()).then(a.total_cmp(b)));
    #[expect(clippy::cast_precision_loss, reason = "no vector is that long")]
    let count = values.len() as f64;
    Ok(match profile.percentile {
        Percentile::NearestRank => at(values, (percent * count / 100.0).ceil() - 1.0),
        Percentile::Fraction => at(values, (percent * count).ceil() - 1.0),
        Percentile::Linear => {
            let place = (percent * (count - 1.0) / 100.0).clamp(0.0, count - 1.0);
            let (below, above) = (at(values, place.floor()), at(values, place.ceil()));
            match place.fract() {
                0.0 => below,
                part => below + (above - below) * part,
            }
        }
    })
}

/// The element of the nearest index; NaN when there is none at all.
fn at(values: &[f64], index: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, which is the nearest index"
    )]
    let index = (index as usize).min(values.len().saturating_sub(1));
    values.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64], percent: f64, profile: &Profile) -> f64 {
        percentile(&mut values.to_vec(), percent, profile).unwrap()
    }

    const VALUES: [f64; 5] = [50.0, 15.0, 40.0, 20.0, 35.0];

    #[test]
    fn nearest_rank_picks_an_element() {
        let profile = Profile::default();
        for (percent, value) in [
            (0.0, 15.0),
            (5.0, 15.0),
            (20.0, 15.0),
            (20.1, 20.0),
            (40.0, 20.0),
            (50.0, 35.0),
            (100.0, 50.0),
            (-10.0, 15.0),
            (1e300, 50.0),
            (f64::NEG_INFINITY, 15.0),
        ] {
            assert_eq!(of(&VALUES, percent, &profile), value, "{percent}");
        }
        assert!(of(&VALUES, f64::NAN, &profile).is_nan());
    }

    #[test]
    fn a_fraction_counts_from_zero_to_one() {
        let profile = Profile {
            percentile: Percentile::Fraction,
            ..Profile::default()
        };
        assert_eq!(of(&VALUES, 0.4, &profile), 20.0);
        assert_eq!(of(&VALUES, 90.0, &profile), 50.0);
    }

    #[test]
    fn linear_goes_between_elements() {
        let profile = Profile {
            percentile: Percentile::Linear,
            ..Profile::default()
        };
        assert_eq!(of(&VALUES, 50.0, &profile), 35.0);
        assert_eq!(of(&VALUES, 40.0, &profile), 29.0);
        assert_eq!(of(&VALUES, 200.0, &profile), 50.0);
        assert_eq!(of(&[f64::INFINITY], 50.0, &profile), f64::INFINITY);
    }

    #[test]
    fn a_nan_among_the_values_is_a_setting() {
        let mut profile = Profile::default();
        let values = [2.0, -f64::NAN, 1.0];
        assert!(of(&values, 50.0, &profile).is_nan());
        profile.nan_percentile = NanPercentile::SortLast;
        assert_eq!(of(&values, 50.0, &profile), 2.0);
        assert!(of(&values, 100.0, &profile).is_nan());
    }
}
