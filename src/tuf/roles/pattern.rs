//! Path patterns of delegations: shell-style matching in which no wildcard crosses `/` (TUF spec 4.5, "PATHPATTERN").
//!
//! Owns: `*`, `?`, `[set]`, `[!set]`, read once when the delegation is read. A registry has a delegation for each namespace, and
//! most are ruled out by the text before the first wildcard alone.
//! Never does: take more time than the lengths of pattern and name multiply to, or fail: an odd pattern matches nothing and takes no other role down.
//! In: a pattern's text. Out: [`Pattern`].

use crate::limits;

/// One path pattern.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Pattern {
    /// The text before the first wildcard.
    lead: String,
    rest: Rest,
}

/// What follows the lead.
#[derive(Debug, Clone)]
enum Rest {
    /// Nothing: the pattern is a name.
    Nothing,
    /// One `*`, the usual form: `acme.*`.
    Run,
    /// Anything else, as the tokens of the whole pattern; `None` when it is odd.
    Tokens(Option<Vec<Token>>),
}

impl Pattern {
    /// Reads a pattern.
    pub(in crate::tuf) fn new(pattern: &str) -> Self {
        let lead = pattern.split(['*', '?', '[']).next().unwrap_or_default();
        let rest = match &pattern[lead.len()..] {
            "" => Rest::Nothing,
            "*" => Rest::Run,
            _ => Rest::Tokens(tokens(pattern)),
        };
        Self { lead: lead.to_owned(), rest }
    }

    /// True when `name` matches.
    pub(in crate::tuf) fn matches(&self, name: &str) -> bool {
        let Some(after) = name.strip_prefix(self.lead.as_str()) else { return false };
        match &self.rest {
            Rest::Nothing => after.is_empty(),
            Rest::Run => !after.contains('/'),
            Rest::Tokens(tokens) => tokens.as_ref().is_some_and(|tokens| states_after(tokens, name).last() == Some(&true)),
        }
    }

    /// True when some continuation of `prefix` matches.
    pub(in crate::tuf) fn may_match(&self, prefix: &str) -> bool {
        let Some(after) = prefix.strip_prefix(self.lead.as_str()) else {
            return self.lead.starts_with(prefix) && self.is_sound();
        };
        match &self.rest {
            Rest::Nothing => after.is_empty(),
            Rest::Run => !after.contains('/'),
            Rest::Tokens(tokens) => tokens.as_ref().is_some_and(|tokens| states_after(tokens, prefix).contains(&true)),
        }
    }

    /// True when every continuation of `prefix` that has no `/` matches.
    pub(in crate::tuf) fn matches_all(&self, prefix: &str) -> bool {
        matches!(self.rest, Rest::Run) && prefix.starts_with(self.lead.as_str()) && !prefix.contains('/')
    }

    fn is_sound(&self) -> bool {
        !matches!(self.rest, Rest::Tokens(None))
    }
}

#[derive(Debug, Clone)]
enum Token {
    Literal(char),
    AnyOne,
    AnyRun,
    Set { negated: bool, ranges: Vec<(char, char)> },
}

/// Which positions in `tokens` are reachable after `text`: the work is the product of their lengths, whatever the pattern.
fn states_after(tokens: &[Token], text: &str) -> Vec<bool> {
    let skip_runs = |states: &mut [bool]| {
        for (state, token) in tokens.iter().enumerate() {
            states[state + 1] |= states[state] && matches!(token, Token::AnyRun);
        }
    };
    let mut states = vec![false; tokens.len() + 1];
    states[0] = true;
    skip_runs(&mut states);
    for character in text.chars() {
        let mut next = vec![false; states.len()];
        for (state, token) in tokens.iter().enumerate().filter(|(state, _)| states[*state]) {
            match token {
                Token::Literal(literal) => next[state + 1] |= *literal == character,
                Token::AnyOne => next[state + 1] |= character != '/',
                Token::AnyRun => next[state] |= character != '/',
                Token::Set { negated, ranges } => {
                    let within = ranges.iter().any(|(low, high)| (*low..=*high).contains(&character));
                    next[state + 1] |= character != '/' && within != *negated;
                }
            }
        }
        skip_runs(&mut next);
        states = next;
    }
    states
}

/// `None` for a pattern with an unclosed bracket or of absurd length: it matches nothing, and takes no other role down.
fn tokens(pattern: &str) -> Option<Vec<Token>> {
    if pattern.len() > limits::PATH_PATTERN_BYTES {
        return None;
    }
    let mut tokens = Vec::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        tokens.push(match character {
            '*' => Token::AnyRun,
            '?' => Token::AnyOne,
            '[' => {
                let negated = characters.next_if(|next| matches!(next, '!' | '^')).is_some();
                let mut set: Vec<char> = characters.next_if_eq(&']').into_iter().collect();
                loop {
                    match characters.next()? {
                        ']' => break,
                        other => set.push(other),
                    }
                }
                let mut ranges = Vec::new();
                let mut index = 0;
                while index < set.len() {
                    let range = set.get(index + 1) == Some(&'-') && index + 2 < set.len();
                    let high = if range { set[index + 2] } else { set[index] };
                    ranges.push((set[index], high));
                    index += if range { 3 } else { 1 };
                }
                Token::Set { negated, ranges }
            }
            literal => Token::Literal(literal),
        });
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stay_within_one_segment() {
        for (pattern, name, matched) in [
            ("acme.*", "acme.hello-1.0.0.tar.gz", true),
            ("acme.*", "acmex.hello", false),
            ("plugins/*", "plugins/a", true),
            ("plugins/*", "plugins/a/b", false),
            ("**", "a/b", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[!a-c]x", "/x", false),
            ("A*", "a", false),
            ("[a", "[a", false),
            ("", "", true),
            ("a**b", "axyb", true),
            ("a**b", "a/b", false),
            ("[]a]", "]", true),
            ("[a-]", "-", true),
            ("[^a]", "b", true),
            ("acme.\\*", "acme.\\x", true),
            (&"*".repeat(1024), "acme", true),
            (&"*".repeat(1025), "acme", false),
        ] {
            assert_eq!(Pattern::new(pattern).matches(name), matched, "{pattern} {name}");
        }
    }

    #[test]
    fn a_prefix_tells_which_roles_can_matter() {
        for (pattern, prefix, can) in [
            ("acme.*", "acme.hello-", true),
            ("acme.*", "ac", true),
            ("acme.*", "lumen.", false),
            ("*.gz", "acme.hello-", true),
            ("acme.hello-1*", "acme.hello-", true),
            ("acme.other-*", "acme.hello-", false),
            ("acme.[x", "ac", false),
            ("acme.*", "acme.a/b", false),
            ("acme.hello", "acme.hello", true),
            ("acme.hello", "acme.hello-", false),
            ("a?me.*", "acme.hello-", true),
        ] {
            assert_eq!(Pattern::new(pattern).may_match(prefix), can, "{pattern} {prefix}");
        }
    }
}
