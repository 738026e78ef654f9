//! The form of what the state itself writes down, beside metadata: `seen` and `accepted-under`.
//!
//! Owns: the first line, a name and the number of the format, and the last one, `end` and the sha256 of all before it. A note that
//! was cut or changed anywhere does not end as it should; one that does, with another number, was written by another version of
//! this program. Every later format keeps these two lines, so that the two are never confused.
//! Never does: know what is between them.
//! In: lines. Out: a text, and lines again or [`Odd`].

use crate::digest::Sha256;

/// The format that is written, and the only one that is read.
pub(super) const FORMAT: u64 = 1;

/// Why a note cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// It is not what any version of this program wrote.
    Damaged,
    /// It is whole, and of a format that this program does not know.
    Format(u64),
}

/// The note of `lines`, each of which ends in a line feed.
pub(super) fn write(name: &str, lines: &str) -> String {
    let body = format!("{name} {FORMAT}\n{lines}");
    let check = Sha256::of(body.trim_end().as_bytes());
    format!("{body}end {check}\n")
}

/// The lines of the note `name`.
pub(super) fn read<'t>(name: &str, text: &'t str) -> Result<&'t str, Odd> {
    let (format, lines) = whole(name, text).ok_or(Odd::Damaged)?;
    if format == FORMAT { Ok(lines) } else { Err(Odd::Format(format)) }
}

fn whole<'t>(name: &str, text: &'t str) -> Option<(u64, &'t str)> {
    let (body, check) = text.strip_suffix('\n')?.rsplit_once("\nend ")?;
    (check == Sha256::of(body.as_bytes()).to_string()).then_some(())?;
    let (first, lines) = body.split_once('\n').unwrap_or((body, ""));
    let number = first.strip_prefix(name)?.strip_prefix(' ')?;
    let format: u64 = number.parse().ok().filter(|format: &u64| format.to_string() == number)?;
    Some((format, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written_and_a_changed_one_is_never_taken_for_another_format() {
        for lines in ["", "one\n", "one\ntwo words\n"] {
            let text = write("note", lines);
            assert_eq!(read("note", &text), Ok(lines.trim_end()));
            assert_eq!(read("other", &text), Err(Odd::Damaged));
            for at in 0..text.len() {
                assert_eq!(read("note", &text[..at]), Err(Odd::Damaged), "{:?}", &text[..at]);
                let mut changed = text.clone().into_bytes();
                changed[at] ^= 1;
                let read = std::str::from_utf8(&changed).map_or(Err(Odd::Damaged), |text| read("note", text));
                assert_eq!(read, Err(Odd::Damaged), "{at}");
            }
        }
        let of = |body: &str| format!("{body}\nend {}\n", Sha256::of(body.as_bytes()));
        assert_eq!(read("note", &of("note 2\nwhatever")), Err(Odd::Format(2)));
        assert_eq!(read("note", &of("note 18446744073709551615")), Err(Odd::Format(u64::MAX)));
        for odd in ["note 01", "note +1", "note", "note x", "", "note 1 "] {
            assert_eq!(read("note", &of(odd)), Err(Odd::Damaged), "{odd:?}");
        }
    }
}
