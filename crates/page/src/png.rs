//! Pictures as pixels, for what does not take SVG.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

/// How many pixels wide a picture can be.
pub const PNG_WIDTHS: RangeInclusive<u32> = 100..=8192;

/// The letters, carried along so that pictures are the same on every machine; of writing that these do not have, those
/// that the machine has.
const REGULAR: &[u8] = include_bytes!("../fonts/Roboto-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/Roboto-Medium.ttf");
/// From this weight on letters are semi-bold.
const HEAVY: u16 = 600;

/// Why there are no pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PngError {
    /// The width is not one of [`PNG_WIDTHS`].
    Width(u32),
    /// It is no picture, and why.
    Svg(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width(width) => {
                let (least, most) = (PNG_WIDTHS.start(), PNG_WIDTHS.end());
                write!(f, "a picture is {least} to {most} pixels wide, not {width}")
            }
            Self::Svg(reason) => write!(f, "this SVG cannot be drawn: {reason}"),
        }
    }
}

impl std::error::Error for PngError {}

/// A picture of this crate, a file of SVG, as a file of PNG: so many pixels wide, or twice as many as it has where
/// nothing is said.
pub fn png(svg: &str, width: Option<u32>) -> Result<Vec<u8>, PngError> {
    let wrong = |reason: &dyn fmt::Display| PngError::Svg(reason.to_string());
    let tree = Tree::from_str(svg, &options()).map_err(|error| wrong(&error))?;
    let size = tree.size().to_int_size();
    let width = width.unwrap_or_else(|| size.width().saturating_mul(2));
    if !PNG_WIDTHS.contains(&width) {
        return Err(PngError::Width(width));
    }
    let scaled = size.scale_to_width(width).ok_or_else(|| wrong(&"it is too long"))?;
    let mut pixels = Pixmap::new(scaled.width(), scaled.height()).ok_or_else(|| wrong(&"it is too long"))?;
    let transform = Transform::from_scale(scaled.width() as f32 / tree.size().width(), scaled.height() as f32 / tree.size().height());
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| wrong(&error))
}

fn options() -> Options<'static> {
    let mut letters = fontdb::Database::new();
    letters.load_font_data(REGULAR.to_vec());
    letters.load_font_data(SEMIBOLD.to_vec());
    let own: Vec<fontdb::ID> = letters.faces().map(|face| face.id).collect();
    let count = own.len();
    let others = FontResolver::default_fallback_selector();
    Options {
        fontdb: Arc::new(letters),
        font_resolver: FontResolver {
            select_font: Box::new(move |font, _| own.get(usize::from(font.weight() >= HEAVY)).copied()),
            select_fallback: Box::new(move |letter, tried, letters| {
                if letters.len() == count {
                    Arc::make_mut(letters).load_system_fonts();
                }
                others(letter, tried, letters)
            }),
        },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use maud::html;
    use resvg::tiny_skia::Pixmap;

    use super::{PngError, png};
    use crate::svg::{Chart, rect};

    /// A picture of 100 by 50 pixels, which its margins, what is above it and a line below make 132 by 146.
    fn picture(title: &str) -> String {
        let body = html! { (rect("c0", (0.0, 0.0), (100.0, 50.0))) };
        let chart = Chart { title: title.to_owned(), description: String::new(), left_out: None, width: 100.0, height: 50.0, body };
        chart.alone("", &[String::new()])
    }

    fn pixels(svg: &str, width: Option<u32>) -> Pixmap {
        Pixmap::decode_png(&png(svg, width).expect("it can be drawn")).expect("it is a PNG")
    }

    #[test]
    fn it_is_as_wide_as_asked_for() {
        let svg = picture("Title");
        let sizes = [None, Some(660)].map(|width| pixels(&svg, width)).map(|pixels| (pixels.width(), pixels.height()));
        assert_eq!(sizes, [(264, 292), (660, 730)]);
        assert_eq!(png(&svg, Some(99)), Err(PngError::Width(99)));
        assert!(matches!(png("<svg", None), Err(PngError::Svg(_))));
    }

    #[test]
    fn colours_are_those_of_the_page() {
        let drawn = pixels(&picture("Title"), None);
        let at = |x, y| drawn.pixel(x, y).map(|pixel| (pixel.red(), pixel.green(), pixel.blue()));
        assert_eq!([at(132, 178), at(2, 2)], [Some((0x0b, 0x62, 0xa8)), Some((0xfd, 0xfd, 0xfb))]);
    }

    /// Letters are drawn, each its own, with no need of what the machine has.
    #[test]
    fn letters_are_carried_along() {
        let title = |words: &str| {
            let drawn = pixels(&picture(words), None);
            let above = (drawn.width() * 80) as usize;
            drawn.pixels()[..above].iter().map(|pixel| pixel.red()).collect::<Vec<u8>>()
        };
        let letters = ["", "Q", "Ω", "Ж", "ś", "ş"].map(title);
        for (at, one) in letters.iter().enumerate() {
            assert!(letters[at + 1..].iter().all(|other| one != other));
        }
        assert!(letters[0].iter().all(|&red| red == 0xfd) && letters[1].contains(&0x1c));
        assert_eq!(title("Q"), letters[1]);
    }
}
