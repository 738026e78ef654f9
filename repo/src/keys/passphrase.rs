//! Passphrases: where they come from, and which of them opens a key.
//!
//! Owns: the order (files and environment first, then a person is asked, each key once), and the least length of new ones.
//! Never does: print one, keep one longer than the run, or read the terminal itself: the front end lends a way to ask.
//! In: files, texts, a way to ask. Out: an opened key; memory is wiped.

use std::io;

use camino::Utf8Path;
use zeroize::Zeroizing;

use super::{Error, file};

/// A passphrase, wiped when dropped.
pub type Passphrase = Zeroizing<String>;

/// The shortest passphrase that a new key may have, characters. A limit against slips, not a measure of strength.
const LEAST: usize = 8;

/// A way to ask a person; the text is the question.
type Ask = Box<dyn Fn(&str) -> io::Result<Passphrase>>;

/// The passphrases at hand.
#[derive(Default)]
pub struct Passphrases {
    known: Vec<Passphrase>,
    ask: Option<Ask>,
}

impl Passphrases {
    /// None yet; `ask` is called when one is missing.
    pub fn asking(ask: impl Fn(&str) -> io::Result<Passphrase> + 'static) -> Self {
        Self { known: Vec::new(), ask: Some(Box::new(ask)) }
    }

    /// Adds one. Once one is known, nobody is asked any more: what runs without a person must not wait for one.
    pub fn add(&mut self, passphrase: Passphrase) {
        self.known.push(passphrase);
        self.ask = None;
    }

    /// Adds the first line of a file that only its owner can read.
    ///
    /// # Errors
    /// [`Error::Exposed`], [`Error::Io`].
    pub fn add_file(&mut self, path: &Utf8Path) -> Result<(), Error> {
        file::refuse_exposed(path)?;
        let text = file::read_text(path)?;
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        self.add(Zeroizing::new(line.to_owned()));
        Ok(())
    }

    /// Tries `attempt` with every passphrase known, then with one that a person types; that one is remembered.
    pub(super) fn open<T>(&mut self, path: &Utf8Path, attempt: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        if let Some(opened) = self.known.iter().find_map(|known| attempt(known)) {
            return Ok(opened);
        }
        let wrong = || Error::Passphrase { path: path.to_string() };
        let Some(ask) = &self.ask else {
            return Err(if self.known.is_empty() { missing(path) } else { wrong() });
        };
        let typed = ask(&format!("Passphrase of {path}: ")).map_err(|_| missing(path))?;
        let opened = attempt(&typed).ok_or_else(wrong)?;
        self.known.push(typed);
        Ok(opened)
    }

    /// The passphrase for a new key: the first that is known, or one that a person types twice.
    pub(super) fn choose(&self, path: &Utf8Path) -> Result<Passphrase, Error> {
        let chosen = match (self.known.first(), &self.ask) {
            (Some(known), _) => known.clone(),
            (None, None) => return Err(missing(path)),
            (None, Some(ask)) => {
                let typed = ask(&format!("New passphrase of {path}: ")).map_err(|_| missing(path))?;
                if ask("The same again: ").map_err(|_| missing(path))? != typed {
                    return Err(Error::PassphrasesDiffer { path: path.to_string() });
                }
                typed
            }
        };
        let seen = chosen.chars().count();
        if seen < LEAST {
            return Err(Error::ShortPassphrase { path: path.to_string(), seen, least: LEAST });
        }
        Ok(chosen)
    }
}

fn missing(path: &Utf8Path) -> Error {
    Error::NoPassphrase { path: path.to_string() }
}

impl std::fmt::Debug for Passphrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Passphrases({} known)", self.known.len())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    fn typing(answers: &[&'static str]) -> (Passphrases, Rc<RefCell<Vec<String>>>) {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let (seen, answers) = (Rc::clone(&asked), RefCell::new(answers.to_vec()));
        let ask = move |question: &str| {
            seen.borrow_mut().push(question.to_owned());
            Ok(Zeroizing::new(answers.borrow_mut().remove(0).to_owned()))
        };
        (Passphrases::asking(ask), asked)
    }

    fn fits(wanted: &'static str) -> impl Fn(&str) -> Option<()> {
        move |text| (text == wanted).then_some(())
    }

    #[test]
    fn a_person_is_asked_once_for_keys_that_share_a_passphrase() {
        let (mut passphrases, asked) = typing(&["shared", "other"]);
        for (path, wanted) in [("a", "shared"), ("b", "shared"), ("c", "other"), ("d", "shared")] {
            passphrases.open(Utf8Path::new(path), fits(wanted)).unwrap();
        }
        assert_eq!(*asked.borrow(), ["Passphrase of a: ", "Passphrase of c: "]);
    }

    #[test]
    fn what_is_given_is_tried_and_then_nobody_is_asked() {
        let (mut passphrases, asked) = typing(&[]);
        passphrases.add(Zeroizing::new("given".to_owned()));
        passphrases.open(Utf8Path::new("a"), fits("given")).unwrap();
        assert!(matches!(passphrases.open(Utf8Path::new("a"), fits("other")), Err(Error::Passphrase { .. })));
        assert!(matches!(Passphrases::default().open(Utf8Path::new("a"), fits("")), Err(Error::NoPassphrase { .. })));
        assert!(asked.borrow().is_empty());
    }

    #[test]
    fn a_new_passphrase_is_typed_twice_and_is_not_short() {
        let path = Utf8Path::new("a");
        assert_eq!(*typing(&["long enough", "long enough"]).0.choose(path).unwrap(), "long enough");
        assert!(matches!(typing(&["long enough", "long enougj"]).0.choose(path), Err(Error::PassphrasesDiffer { .. })));
        assert!(matches!(typing(&["", ""]).0.choose(path), Err(Error::ShortPassphrase { seen: 0, least: 8, .. })));
    }
}
