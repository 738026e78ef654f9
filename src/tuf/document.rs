//! A metadata file as it was served: its bytes, its signed part and its signatures.
//!
//! Owns: the envelope, and the promise that signatures are checked over what was received, unknown fields included.
//! Never does: look into the signed part (that is `roles`), or trust it (that is [`super::keyring`]).
//! In: bytes. Out: [`Document`].

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::digest::Sha256;
use crate::redact::Printable;

use super::canonical::{Rewritten, rewrite};
use super::error::Error;
use super::outline::{self, File, Form, Member, Outline, with_line_ends};
use super::strict::{self, Object};

/// One metadata file, parsed but not yet trusted.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The file as served; it is what is stored.
    text: String,
    signed: Signed,
    /// Where the members of the signed part are in it, sorted by name.
    members: Vec<Member>,
    /// The signatures, each key id at most once.
    pub(super) signatures: Vec<Signature>,
    sha256: OnceLock<Sha256>,
}

/// The signed part: strict JSON without white space.
#[derive(Debug, Clone)]
enum Signed {
    /// This part of the file as it was served, which is its canonical form, too, where that is not held.
    AsServed { part: Range<usize>, canonical: Option<Vec<u8>> },
    /// Written again, with its canonical form.
    Rewritten { compact: String, canonical: Vec<u8> },
}

/// One signature: who claims to have made it, and its bytes (none where the text was not hexadecimal).
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub(super) keyid: String,
    pub(super) bytes: Vec<u8>,
}

/// The signed part and where its members are.
struct Read {
    signed: Signed,
    members: Vec<Member>,
}

/// The file's outermost object. What else stands in it is not signed and not read.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    signatures: Vec<Object<Listed<'a>>>,
    #[serde(borrow)]
    signed: &'a RawValue,
}

#[derive(Deserialize)]
struct Listed<'a> {
    #[serde(borrow)]
    keyid: Cow<'a, str>,
    #[serde(borrow)]
    sig: Cow<'a, str>,
}

/// The bytes that the signatures of a metadata file are made over: the canonical form of its signed part (TUF spec 4.2), whoever
/// has signed it. For those who sign; nothing is trusted by it.
///
/// # Errors
/// [`Error::Malformed`].
pub fn signed_message(role: &str, file: Vec<u8>) -> Result<Vec<u8>, Error> {
    Ok(Document::parse(role, file)?.message().to_vec())
}

impl Document {
    /// Parses `bytes` as the metadata of `role`.
    pub(super) fn parse(role: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let malformed =
            |reason: &dyn ToString| Error::Malformed { role: Printable(role).to_string(), reason: printable(reason) };
        let text = String::from_utf8(bytes).map_err(|error| malformed(&error))?;
        let (listed, Read { signed, members }) = match outline::file(&text) {
            Some(File { signatures, signed, outline }) => {
                let listed = serde_json::from_str(&text[signatures]).map_err(|error| malformed(&error))?;
                (listed, Read { signed: as_served(&text, signed, outline.form), members: outline.members })
            }
            None => long_road(&text).map_err(|reason| malformed(&reason))?,
        };
        let signatures = signatures(role, listed)?;
        Ok(Self { text, signed, members, signatures, sha256: OnceLock::new() })
    }

    /// The file as served.
    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The digest of the file, made once.
    pub(super) fn sha256(&self) -> Sha256 {
        *self.sha256.get_or_init(|| Sha256::of(self.bytes()))
    }

    /// The message of every signature: the canonical form of the signed part.
    pub(super) fn message(&self) -> &[u8] {
        match &self.signed {
            Signed::AsServed { part, canonical: None } => self.text[part.clone()].as_bytes(),
            Signed::AsServed { canonical: Some(canonical), .. } | Signed::Rewritten { canonical, .. } => canonical,
        }
    }

    /// The value of a member of the signed part, as a tree; `None` where it is not there.
    ///
    /// # Errors
    /// It is too large to be held: in words, since that is not the same as not being there.
    pub(super) fn value(&self, name: &str) -> Result<Option<Value>, String> {
        let Some(position) = self.position(&self.members, name) else { return Ok(None) };
        strict::parse(self.text(&self.members[position])).map(Some).map_err(|error| format!("`{name}`: {error}"))
    }

    /// The value at `index` of the signed part's members as JSON text; empty where there is none.
    pub(super) fn text_of(&self, index: usize) -> &str {
        self.members.get(index).map_or("", |member| self.text(member))
    }

    /// Where the member of that name is in the signed part.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.position(&self.members, name)
    }

    /// The members of an object in the signed part, sorted by name; none where there is no such object.
    pub(super) fn members_at(&self, index: usize) -> &[Member] {
        self.members.get(index).and_then(|member| member.members.as_deref()).unwrap_or_default()
    }

    /// The members of an object in the signed part, sorted by name; `None` where there is no such object.
    pub(super) fn members(&self, name: &str) -> Option<&[Member]> {
        self.members.get(self.index(name)?)?.members.as_deref()
    }

    /// One member of an object in the signed part, as JSON text.
    pub(super) fn member(&self, object: &str, name: &str) -> Option<&str> {
        let members = self.members(object)?;
        Some(self.text(&members[self.position(members, name)?]))
    }

    /// Where the member of that name is among `members`, which are sorted.
    pub(super) fn position(&self, members: &[Member], name: &str) -> Option<usize> {
        let signed = self.signed();
        members.binary_search_by(|member| member.name(signed).cmp(name)).ok()
    }

    /// The name of `member`.
    pub(super) fn name<'a>(&'a self, member: &'a Member) -> &'a str {
        member.name(self.signed())
    }

    /// The value of `member` as JSON text.
    pub(super) fn text(&self, member: &Member) -> &str {
        &self.signed()[member.value.clone()]
    }

    fn signed(&self) -> &str {
        match &self.signed {
            Signed::AsServed { part, .. } => &self.text[part.clone()],
            Signed::Rewritten { compact, .. } => compact,
        }
    }
}

/// The signatures of `role`'s file, each key id at most once.
fn signatures(role: &str, listed: Vec<Object<Listed<'_>>>) -> Result<Vec<Signature>, Error> {
    let mut signatures = Vec::with_capacity(listed.len());
    let mut seen = HashSet::with_capacity(listed.len());
    for Object(Listed { keyid, sig }) in listed {
        if !seen.insert(keyid.clone()) {
            let keyid = Printable(&keyid).to_string();
            return Err(Error::DuplicateSignature { role: Printable(role).to_string(), keyid });
        }
        // One bad signature beside enough good ones does no harm: it just does not count.
        signatures.push(Signature { keyid: keyid.into_owned(), bytes: hex::decode(&*sig).unwrap_or_default() });
    }
    Ok(signatures)
}

/// The signed part of a file that stands in it in canonical form, but for line ends.
fn as_served(text: &str, part: Range<usize>, form: Form) -> Signed {
    let canonical = (form == Form::LineEnds).then(|| with_line_ends(&text[part.clone()]));
    Signed::AsServed { part, canonical }
}

/// The long road: other tools write white space, escapes, and members in any order.
fn long_road(text: &str) -> Result<(Vec<Object<Listed<'_>>>, Read), String> {
    let Object(Envelope { signatures, signed }): Object<Envelope<'_>> =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    let served = signed.get();
    if !served.starts_with('{') {
        return Err("`signed` is not an object".to_owned());
    }
    if let Some(Outline { members, form: form @ (Form::Canonical | Form::LineEnds) }) = outline::outline(served) {
        let start = served.as_ptr().addr() - text.as_ptr().addr();
        return Ok((signatures, Read { signed: as_served(text, start..start + served.len(), form), members }));
    }
    let Rewritten { compact, canonical } = rewrite(served).map_err(|error| error.to_string())?;
    let mut members = outline::outline(&compact).ok_or("it cannot be read")?.members;
    for inner in members.iter_mut().filter_map(|member| member.members.as_mut()) {
        inner.sort_by(|one, other| one.name(&compact).cmp(other.name(&compact)));
    }
    members.sort_by(|one, other| one.name(&compact).cmp(other.name(&compact)));
    Ok((signatures, Read { signed: Signed::Rewritten { compact, canonical }, members }))
}

fn printable(reason: &dyn ToString) -> String {
    Printable(&reason.to_string()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_strict_where_it_counts() {
        let good = br#"{"signatures":[{"keyid":"k","sig":""}],"signed":{"b":1,"a":2},"other":1}"#;
        let document = Document::parse("root", good.to_vec()).unwrap();
        assert_eq!(document.message(), br#"{"a":2,"b":1}"#);
        assert_eq!((document.value("b"), document.value("c")), (Ok(Some(1.into())), Ok(None)));
        for bad in [
            r"[]",
            r#"{"signatures":[]}"#,
            r#"{"signed":{}}"#,
            r#"{"signed":[],"signatures":[]}"#,
            r#"{"signed":{},"signatures":[{"keyid":"k"}]}"#,
            r#"{"signed":{},"signed":{},"signatures":[]}"#,
        ] {
            assert!(matches!(Document::parse("root", bad.into()), Err(Error::Malformed { .. })), "{bad}");
        }
        let twice = r#"{"signed":{},"signatures":[{"keyid":"k","sig":"00"},{"keyid":"k","sig":"01"}]}"#;
        assert!(matches!(Document::parse("root", twice.into()), Err(Error::DuplicateSignature { .. })));
    }

    #[test]
    fn who_signs_is_told_the_message_that_the_client_checks() {
        let file = br#"{"signatures":[],"signed":{"b":1, "a":2}}"#;
        assert_eq!(signed_message("root", file.to_vec()).unwrap(), br#"{"a":2,"b":1}"#);
        assert!(matches!(signed_message("root", b"{}".to_vec()), Err(Error::Malformed { .. })));
    }

    #[test]
    fn an_object_with_more_members_than_any_role_has_is_refused() {
        let members = |count: usize| (0..count).map(|number| format!("\"{number:x}\":0")).collect::<Vec<_>>().join(",");
        let file = |count| format!("{{\"signatures\":[],\"signed\":{{\"a\":{{{}}}}}}}", members(count)).into_bytes();
        assert!(Document::parse("targets", file(1000)).is_ok());
        match Document::parse("targets", file(crate::limits::JSON_MEMBERS + 1)) {
            Err(Error::Malformed { reason, .. }) => assert!(reason.contains("more than 1048576 members"), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}
