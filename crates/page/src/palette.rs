//! The colours, in one place: what a page and a picture are drawn with, in light and in dark.
//!
//! Outcomes have six hues after Okabe and Ito (*Color Universal Design*, 2008), darkened or lightened until each
//! stands out from the page by 3 to 1 (WCAG 2.2, 1.4.11); areas that touch are parted by a line of the page's
//! colour, and each is named beside it, so that no hue needs to be told from another. Shares have nine shades of
//! one hue whose lightness runs one way, which survives any colour blindness and a print in grey.

/// How many outcomes have a hue of their own.
pub(crate) const HUES: usize = 6;
/// How many shades a share can have.
pub(crate) const SHADES: usize = 9;

/// The shares at which the next shade begins.
pub(crate) const STEPS: [f64; SHADES - 1] = [0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8];

/// Which shade a share has.
pub(crate) fn shade(share: f64) -> usize {
    STEPS.iter().filter(|&&step| share >= step).count()
}

/// The colours of a page in one light.
struct Palette {
    paper: &'static str,
    ink: &'static str,
    muted: &'static str,
    line: &'static str,
    hues: [&'static str; HUES],
    /// Nobody, or no adoption.
    none: &'static str,
    /// What has no hue of its own.
    rest: &'static str,
    /// Still open.
    open: &'static str,
    shades: [&'static str; SHADES],
    /// The ink that is read on each shade.
    inks: [&'static str; SHADES],
}

static LIGHT: Palette = Palette {
    paper: "#fdfdfb",
    ink: "#1c1e21",
    muted: "#5b6168",
    line: "#d9dad6",
    hues: ["#0b62a8", "#c4500f", "#00795a", "#9c4f88", "#94700a", "#2f86b8"],
    none: "#6f7379",
    rest: "#8f8471",
    open: "#f0f0ec",
    shades: ["#f1f5f8", "#dfe9f3", "#c7dbec", "#a7c8e1", "#80b0d4", "#5a98c7", "#3877ae", "#1e5a93", "#0b3a6b"],
    inks: ["#1c1e21", "#1c1e21", "#1c1e21", "#1c1e21", "#1c1e21", "#1c1e21", "#ffffff", "#ffffff", "#ffffff"],
};

static DARK: Palette = Palette {
    paper: "#14171a",
    ink: "#e6e6e3",
    muted: "#a2a8ae",
    line: "#363b40",
    hues: ["#58a6e0", "#f0874a", "#3fb58f", "#d38fc0", "#d8b04a", "#8fd0f0"],
    none: "#8b9198",
    rest: "#b9ad98",
    open: "#1c2024",
    shades: ["#1b2127", "#1f2f40", "#234059", "#275374", "#2b6289", "#4f90bb", "#72a6c8", "#9dbfd7", "#d3e3ee"],
    inks: ["#f2f2ef", "#f2f2ef", "#f2f2ef", "#f2f2ef", "#f2f2ef", "#0e1113", "#0e1113", "#0e1113", "#0e1113"],
};

impl Palette {
    /// All colours, each with its name.
    fn named(&'static self) -> Vec<(String, &'static str)> {
        let named = [
            ("paper", self.paper),
            ("ink", self.ink),
            ("muted", self.muted),
            ("line", self.line),
            ("none", self.none),
            ("rest", self.rest),
            ("open", self.open),
        ];
        let lists = [("c", &self.hues[..]), ("h", &self.shades), ("i", &self.inks)];
        let numbered = |(name, colours): (&'static str, &'static [&'static str])| {
            colours.iter().enumerate().map(move |(at, colour)| (format!("{name}{at}"), *colour))
        };
        named.map(|(name, colour)| (name.to_owned(), colour)).into_iter().chain(lists.into_iter().flat_map(numbered)).collect()
    }

    /// The colours as variables of a style sheet.
    fn variables(&'static self) -> String {
        self.named().into_iter().fold(String::new(), |css, (name, colour)| css + "--" + &name + ":" + colour + ";")
    }
}

/// The style sheet of a page: the colours, which follow the reader's wish for the dark, and the classes that have them.
pub(crate) fn css() -> String {
    let (light, dark) = (LIGHT.variables(), DARK.variables());
    format!(":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{}", classes())
}

/// The style sheet of a picture that stands alone: colours in place of variables, which few readers of SVG but browsers
/// know.
pub(crate) fn resolved(style: &str) -> String {
    let known = LIGHT.named();
    known.into_iter().fold(classes() + style, |css, (name, colour)| css.replace(&format!("var(--{name})"), colour))
}

/// The classes of what is drawn.
fn classes() -> String {
    let mut css = String::new();
    for hue in 0..HUES {
        css += &format!(".c{hue}{{fill:var(--c{hue})}}");
    }
    for shade in 0..SHADES {
        css += &format!(".h{shade}{{fill:var(--h{shade})}}svg .ink{shade}{{fill:var(--i{shade})}}");
    }
    css + ".none{fill:var(--none)}.rest{fill:var(--rest)}.open{fill:var(--open)}\n"
}

#[cfg(test)]
mod tests {
    use super::{DARK, LIGHT, Palette, shade};

    fn linear(colour: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let channel = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
            if channel <= 0.040_45 { channel / 12.92 } else { libm::pow((channel + 0.055) / 1.055, 2.4) }
        })
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(colour: &str) -> f64 {
        let [red, green, blue] = linear(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn both(test: impl Fn(&Palette)) {
        [&LIGHT, &DARK].into_iter().for_each(test);
    }

    #[test]
    fn text_is_readable() {
        both(|palette| {
            for paper in [palette.paper, palette.open] {
                assert!(contrast(palette.ink, paper) >= 7.0 && contrast(palette.muted, paper) >= 4.5);
            }
            for (shade, ink) in palette.shades.iter().zip(palette.inks) {
                assert!(contrast(shade, ink) >= 4.5, "{ink} on {shade}");
            }
        });
    }

    #[test]
    fn what_is_drawn_stands_out() {
        both(|palette| {
            for colour in palette.hues.iter().chain([&palette.none, &palette.rest]) {
                assert!(contrast(colour, palette.paper) >= 3.0, "{colour} on {}", palette.paper);
            }
        });
    }

    /// Grey prints, and eyes that lack a kind of cone, see lightness.
    #[test]
    fn shades_run_one_way() {
        both(|palette| {
            let lights: Vec<f64> = palette.shades.iter().map(|shade| luminance(shade)).collect();
            let (rising, falling) = (lights.is_sorted(), lights.iter().rev().is_sorted());
            assert!(rising != falling, "{lights:?}");
            assert!(palette.shades.windows(2).all(|pair| contrast(pair[0], pair[1]) >= 1.1), "each is told from the next");
        });
    }

    /// Neighbours of a stack are told apart without the red, and without the green cones (Viénot, Brettel and
    /// Mollon 1999), by lightness or by what is left of the hue.
    #[test]
    fn neighbours_differ_for_the_colour_blind() {
        // Rows of red, green and blue of what is seen.
        let protan = [[0.112, 0.888, 0.0], [0.112, 0.888, 0.0], [0.004, -0.004, 1.0]];
        let deutan = [[0.293, 0.707, 0.0], [0.293, 0.707, 0.0], [-0.021, 0.021, 1.0]];
        both(|palette| {
            for cone in [protan, deutan] {
                let seen = |colour: &str| {
                    let of = linear(colour);
                    cone.map(|row| row.iter().zip(of).map(|(weight, channel)| weight * channel).sum::<f64>().max(0.0).sqrt())
                };
                for pair in palette.hues.windows(2) {
                    let squares: f64 = seen(pair[0]).iter().zip(seen(pair[1])).map(|(a, b)| (a - b) * (a - b)).sum();
                    assert!(squares.sqrt() > 0.12, "{pair:?}: {}", squares.sqrt());
                }
            }
        });
    }

    #[test]
    fn shares_have_shades() {
        assert_eq!([0.0, 0.009, 0.01, 0.5, 0.8, 1.0].map(shade), [0, 0, 1, 6, 8, 8]);
    }
}
